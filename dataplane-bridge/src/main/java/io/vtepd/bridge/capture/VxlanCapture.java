package io.vtepd.bridge.capture;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Shows VXLAN packets, one line each: time, outer source {@code >} destination, VNI, the tenant's
 * frame.
 *
 * <pre>
 * 12:34:56.789012 192.0.2.1 > 192.0.2.2 vni 100 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff ARP who has ...
 * </pre>
 */
public final class VxlanCapture {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

  private final CaptureOptions options;
  private final OuterDecoder decoder;
  private final DateTimeFormatter time;

  private VxlanCapture(CaptureOptions options, ZoneId zone) {
    this.options = options;
    this.decoder = new OuterDecoder(options.udpPort());
    this.time = TIME.withZone(zone);
  }

  /**
   * Captures until the count is reached, {@code goOn} is false, or the thread is interrupted (both
   * are looked at several times a second). Closes file and interface in any case.
   *
   * @param lines gets each line, without its end, at once
   * @return how many packets were shown
   * @throws CaptureException when the interface does not exist or may not be captured on
   * @throws IOException when the file cannot be written
   */
  public static long run(
      CaptureOptions options, ZoneId zone, Consumer<String> lines, BooleanSupplier goOn)
      throws IOException {
    try (FrameSource source = PcapSource.open(options)) {
      return run(source, options, zone, lines, goOn);
    }
  }

  /** The same with the machine's time zone and no end but the count and an interrupt. */
  public static long run(CaptureOptions options, Consumer<String> lines) throws IOException {
    return run(options, ZoneId.systemDefault(), lines, () -> true);
  }

  /** The same on a source that somebody else opened and closes. */
  static long run(
      FrameSource source,
      CaptureOptions options,
      ZoneId zone,
      Consumer<String> lines,
      BooleanSupplier goOn)
      throws IOException {
    VxlanCapture capture = new VxlanCapture(options, zone);
    if (options.writeFile().isEmpty()) {
      return capture.loop(source, lines, frame -> {}, goOn);
    }
    try (PcapFileWriter file =
        new PcapFileWriter(options.writeFile().get(), options.snapLengthBytes())) {
      return capture.loop(source, lines, file::write, goOn);
    }
  }

  /** What keeps a frame that is shown. */
  private interface Keeper {
    void keep(CapturedFrame frame) throws IOException;
  }

  private long loop(FrameSource source, Consumer<String> lines, Keeper keeper, BooleanSupplier goOn)
      throws IOException {
    long limit = options.count().orElse(Long.MAX_VALUE);
    long shown = 0;
    while (shown < limit && goOn.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      Optional<CapturedFrame> next = source.next();
      Optional<String> line = next.flatMap(this::line);
      if (line.isPresent()) {
        keeper.keep(next.get());
        lines.accept(line.get());
        shown++;
      }
    }
    return shown;
  }

  private Optional<String> line(CapturedFrame frame) {
    return decoder
        .decode(frame.bytes())
        .filter(packet -> options.vni().map(packet::isIn).orElse(true))
        .map(packet -> line(frame, packet));
  }

  private String line(CapturedFrame frame, VxlanPacket packet) {
    return time.format(frame.time())
        + " "
        + packet.source()
        + " > "
        + packet.destination()
        + " vni "
        + packet.vni()
        + " "
        + InnerSummary.of(packet.inner());
  }
}
