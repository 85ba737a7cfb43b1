package io.vtepd.tls.stream;

import java.util.OptionalLong;

/**
 * Finds out that a silent peer is gone, without I/O and with the time as an argument.
 *
 * <pre>
 *   Off <---> Listening -- interval without input: SEND_PROBE --> Waiting -- another: TIMED_OUT
 *                 ^                                                  |
 *                 +------------------- received() ------------------+
 * </pre>
 *
 * <p>All times are monotonic milliseconds of one clock.
 */
public sealed interface Probe {
  /** An interval of 0: nobody is probed. */
  record Off() implements Probe {}

  /** Input came at {@code lastReceivedMs}. */
  record Listening(long intervalMs, long lastReceivedMs) implements Probe {}

  /** A probe was sent at {@code sentMs}. */
  record Waiting(long intervalMs, long sentMs) implements Probe {}

  /** What to do now. */
  enum Action {
    /** Wait for the deadline. */
    NONE,
    /** Send a probe. */
    SEND_PROBE,
    /** Close the connection. */
    TIME_OUT
  }

  /** The state after a look at the clock, and what to do. */
  record Step(Probe next, Action action) {}

  /**
   * Begins.
   *
   * @param intervalMs silence before a probe, and before giving up; 0 = never
   */
  static Probe start(long intervalMs, long nowMs) {
    if (intervalMs < 0) {
      throw new IllegalArgumentException(
          "probe interval " + intervalMs + " ms is negative; 0 switches probing off");
    }
    return intervalMs == 0 ? new Off() : new Listening(intervalMs, nowMs);
  }

  /** Bytes came. */
  default Probe received(long nowMs) {
    return switch (this) {
      case Off s -> s;
      case Listening s -> new Listening(s.intervalMs(), nowMs);
      case Waiting s -> new Listening(s.intervalMs(), nowMs);
    };
  }

  /** When to look at the clock again; empty if off. */
  default OptionalLong deadlineMs() {
    return switch (this) {
      case Off s -> OptionalLong.empty();
      case Listening s -> OptionalLong.of(s.lastReceivedMs() + s.intervalMs());
      case Waiting s -> OptionalLong.of(s.sentMs() + s.intervalMs());
    };
  }

  /** Looks at the clock. */
  default Step tick(long nowMs) {
    OptionalLong deadlineMs = deadlineMs();
    if (deadlineMs.isEmpty() || nowMs < deadlineMs.getAsLong()) {
      return new Step(this, Action.NONE);
    }
    return switch (this) {
      case Off s -> new Step(s, Action.NONE);
      case Listening s -> new Step(new Waiting(s.intervalMs(), nowMs), Action.SEND_PROBE);
      case Waiting s -> new Step(s, Action.TIME_OUT);
    };
  }
}
