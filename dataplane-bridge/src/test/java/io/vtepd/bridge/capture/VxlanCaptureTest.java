package io.vtepd.bridge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.vtep.Vni;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VxlanCaptureTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");

  private final List<String> lines = new ArrayList<>();

  @Test
  void linesHaveTimeEndsVniAndTheTenantsFrame() throws IOException {
    assertThat(capture(CaptureOptions.on("eth0"), vxlan(100, SamplePackets.ARP_REQUEST)))
        .isEqualTo(1);

    assertThat(lines)
        .containsExactly(
            "03:04:05.678901 192.0.2.1 > 192.0.2.2 vni 100"
                + " 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff"
                + " ARP who has 10.0.0.2 tell 10.0.0.1");
  }

  @Test
  void onlyTheWantedNetworkIsShown() throws IOException {
    capture(
        CaptureOptions.on("eth0").withVni(new Vni(7)),
        vxlan(6, SamplePackets.UDP),
        vxlan(7, SamplePackets.UDP),
        vxlan(0, SamplePackets.UDP));

    assertThat(lines).singleElement().asString().contains(" vni 7 ");
  }

  @Test
  void countIsOfPacketsThatAreShown() throws IOException {
    CaptureOptions options = CaptureOptions.on("eth0").withVni(new Vni(7)).withCount(2);

    assertThat(
            capture(
                options,
                vxlan(6, SamplePackets.UDP),
                vxlan(7, SamplePackets.UDP),
                vxlan(7, SamplePackets.UDP),
                vxlan(7, SamplePackets.UDP)))
        .isEqualTo(2);
    assertThat(lines).hasSize(2);
  }

  @Test
  void otherPortsAndBrokenPacketsAreNotShown() throws IOException {
    byte[] payload = SamplePackets.vxlan(7, SamplePackets.bytes(SamplePackets.UDP));
    byte[] withoutVni = payload.clone();
    withoutVni[0] = 0;

    capture(
        CaptureOptions.on("eth0"),
        SamplePackets.outer(53, payload),
        SamplePackets.outer(4789, withoutVni),
        SamplePackets.outer(4789, new byte[7]),
        new byte[0],
        SamplePackets.bytes(SamplePackets.ARP_REQUEST));

    assertThat(lines).isEmpty();
  }

  @Test
  void shownFramesAreWrittenAsPcap(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("out.pcap");
    byte[] frame = vxlan(7, SamplePackets.ECHO_REQUEST);

    capture(
        CaptureOptions.on("eth0").withVni(new Vni(7)).withWriteFile(file),
        frame,
        vxlan(8, SamplePackets.UDP));

    ByteBuffer written = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(written.getInt()).isEqualTo(0xa1b2c3d4);
    assertThat(written.getInt(16)).isEqualTo(CaptureOptions.SNAP_LENGTH_LIMIT_BYTES);
    assertThat(written.getInt(20)).isEqualTo(1);
    assertThat(written.getInt(24)).isEqualTo((int) TIME.getEpochSecond());
    assertThat(written.getInt(28)).isEqualTo(678_901);
    assertThat(written.getInt(32)).isEqualTo(frame.length);
    assertThat(written.getInt(36)).isEqualTo(frame.length + 4);
    assertThat(written.remaining()).isEqualTo(20 + 16 + frame.length);
  }

  @Test
  void interruptEndsAnEndlessCapture() throws IOException {
    Thread.currentThread().interrupt();

    assertThat(capture(CaptureOptions.on("eth0"), vxlan(7, SamplePackets.UDP))).isZero();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interfaceThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> VxlanCapture.run(CaptureOptions.on("nosuchif0"), lines::add))
        .isInstanceOf(CaptureException.class)
        .hasMessage("no network interface named nosuchif0 on this host: see `ip link`");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> CaptureOptions.on("eth0").withCount(0))
        .hasMessage("count 0 is not a positive number");
    assertThatThrownBy(() -> CaptureOptions.on(" ")).hasMessage("the interface has no name");
  }

  private long capture(CaptureOptions options, byte[]... frames) throws IOException {
    ListSource source = new ListSource(frames);
    return VxlanCapture.run(
        source, options, ZoneOffset.UTC, lines::add, () -> !source.frames.isEmpty());
  }

  private static byte[] vxlan(int vni, String inner) {
    return SamplePackets.outer(4789, SamplePackets.vxlan(vni, SamplePackets.bytes(inner)));
  }

  /** Frames from memory, four bytes longer on the wire than what was kept. */
  private static final class ListSource implements FrameSource {

    private final Queue<byte[]> frames;

    ListSource(byte[]... frames) {
      this.frames = new ArrayDeque<>(List.of(frames));
    }

    @Override
    public Optional<CapturedFrame> next() {
      return Optional.ofNullable(frames.poll())
          .map(bytes -> new CapturedFrame(TIME, ByteBuffer.wrap(bytes), bytes.length + 4));
    }

    @Override
    public void close() {}
  }
}
