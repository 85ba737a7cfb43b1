package io.vtepd.daemon.server;

import io.vtepd.tls.logging.LogThrottle;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs requests that are refused because of a limit: one line a minute for each limit, so that a
 * client that asks again and again fills no disk. For any thread.
 */
final class LimitLog {

  private static final Logger LOG = LoggerFactory.getLogger(LimitLog.class);
  private static final long EQUAL_LINES_MS = 60_000;

  private final ServerClock clock;
  private final LogThrottle throttle = new LogThrottle(EQUAL_LINES_MS);

  LimitLog(ServerClock clock) {
    this.clock = clock;
  }

  /**
   * @param value how far the limit lets it go
   * @param peer names who asked, fit for the log
   */
  synchronized void refused(Limit limit, long value, String peer) {
    OptionalLong heldBack = throttle.pass(limit.id(), clock.monotonicMs());
    if (heldBack.isPresent()) {
      LOG.warn(
          "event=limit-hit limit={} value={} peer={} held-back={}",
          limit.id(),
          value,
          peer,
          heldBack.getAsLong());
    }
  }
}
