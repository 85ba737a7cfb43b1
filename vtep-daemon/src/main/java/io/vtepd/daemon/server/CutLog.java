package io.vtepd.daemon.server;

import io.vtepd.tls.logging.LogThrottle;
import io.vtepd.tls.logging.LogValue;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why I/O threads cut sessions of one remote: one line a minute for each kind of reason, so
 * that a client that comes again and again fills no disk. For any thread.
 *
 * @param throttle shared by all remotes
 */
record CutLog(LogThrottle throttle, String remote) {

  private static final Logger LOG = LoggerFactory.getLogger(CutLog.class);
  private static final long EQUAL_LINES_MS = 60_000;

  /** Kinds of reasons. */
  enum Kind {
    INPUT,
    PROBE,
    TOO_MANY
  }

  static LogThrottle throttleOfAll() {
    return new LogThrottle(EQUAL_LINES_MS);
  }

  /**
   * @param peer names the client
   * @param nowMs monotonic, of the clock that all event loops share
   */
  void cut(Kind kind, String peer, String reason, long nowMs) {
    OptionalLong heldBack;
    synchronized (throttle) {
      heldBack = throttle.pass(kind + " " + remote, nowMs);
    }
    if (heldBack.isPresent()) {
      LOG.warn(
          "event=session-cut peer={} reason={} held-back={}",
          peer,
          LogValue.of(reason),
          heldBack.getAsLong());
    }
  }
}
