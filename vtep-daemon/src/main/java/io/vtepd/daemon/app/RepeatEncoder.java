package io.vtepd.daemon.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import io.vtepd.tls.logging.LogThrottle;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Writes equal warnings and errors once a minute; the next one that is written tells how many were
 * held back. Whoever fails a thousand times a second fills no disk.
 */
final class RepeatEncoder extends EncoderBase<ILoggingEvent> {

  private static final long INTERVAL_MS = 60_000;
  private static final byte[] NOTHING = new byte[0];

  private final Encoder<ILoggingEvent> lines;
  private final LogThrottle throttle = new LogThrottle(INTERVAL_MS);
  private volatile boolean holdsBack = true;

  /**
   * @param lines makes a line of an event
   */
  RepeatEncoder(Encoder<ILoggingEvent> lines) {
    this.lines = lines;
  }

  /** Whether equal lines are held back; they are until told otherwise. */
  void holdBack(boolean held) {
    holdsBack = held;
  }

  @Override
  public byte[] headerBytes() {
    return lines.headerBytes();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    if (!holdsBack || !event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return lines.encode(event);
    }
    OptionalLong heldBack;
    synchronized (throttle) {
      heldBack = throttle.pass(event.getFormattedMessage(), event.getTimeStamp());
    }
    if (heldBack.isEmpty()) {
      return NOTHING;
    }
    return heldBack.getAsLong() == 0
        ? lines.encode(event)
        : withCount(lines.encode(event), heldBack.getAsLong());
  }

  /** The count goes to the end of the first line; a stack trace may follow it. */
  private static byte[] withCount(byte[] encoded, long heldBackCount) {
    String text = new String(encoded, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    return (text.substring(0, end) + " held-back=" + heldBackCount + text.substring(end))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return lines.footerBytes();
  }
}
