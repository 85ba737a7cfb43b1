package io.vtepd.bridge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.vtep.Vni;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures on the loopback interface what a socket sends to the VXLAN port. */
@Tag("system")
class VxlanCaptureE2eTest {

  /** Rare, so that other traffic on the machine is not taken for ours. */
  private static final Vni VNI = new Vni(0xabcde1);

  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Test
  void packetsAreShownAtOnceAndWritten(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("capture.pcap");
    CaptureOptions options = CaptureOptions.on("lo").withVni(VNI).withCount(2).withWriteFile(file);
    CompletableFuture<Long> shown = capture(options, new AtomicBoolean(true));
    try (DatagramSocket socket = new DatagramSocket()) {
      await()
          .until(() -> {
            send(socket, SamplePackets.ARP_REQUEST);
            return !lines.isEmpty();
          });
      while (!shown.isDone()) {
        send(socket, SamplePackets.ECHO_REQUEST);
        await().until(() -> lines.size() == 2 || shown.isDone());
      }
    }

    assertThat(shown.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(lines.getFirst())
        .contains("127.0.0.1 > 127.0.0.1 vni 11259361 ")
        .endsWith("ARP who has 10.0.0.2 tell 10.0.0.1");
    assertThat(tcpdump(file)).contains("VXLAN").contains("vni 11259361").contains("10.0.0.2");
  }

  @Test
  void endsWhenItIsToldTo() throws Exception {
    AtomicBoolean goOn = new AtomicBoolean(true);
    CompletableFuture<Long> shown = capture(CaptureOptions.on("lo").withVni(VNI), goOn);

    goOn.set(false);

    assertThat(shown.get(10, TimeUnit.SECONDS)).isZero();
  }

  private CompletableFuture<Long> capture(CaptureOptions options, AtomicBoolean goOn) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return VxlanCapture.run(options, ZoneOffset.UTC, lines::add, goOn::get);
      } catch (IOException failure) {
        throw new IllegalStateException(failure);
      }
    });
  }

  private static void send(DatagramSocket socket, String inner) throws IOException {
    byte[] payload = SamplePackets.vxlan(VNI.value(), SamplePackets.bytes(inner));
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    socket.send(new DatagramPacket(payload, payload.length, loopback, 4789));
  }

  /** What an independent reader says of the file. */
  private static String tcpdump(Path file) throws Exception {
    Process process =
        new ProcessBuilder("tcpdump", "-nr", file.toString()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return text;
  }
}
