package io.vtepd.bridge.feedback;

/**
 * How often something may be done: at once as long as that is seldom, and evenly when it is not.
 */
final class Pace {

  private final long intervalMs;
  private final long burstMs;

  /** When it would be done next if it had always been done evenly. */
  private long evenlyMs;

  /**
   * @param intervalMs how far apart in the long run
   * @param burst how many of them at once after a pause
   */
  Pace(long intervalMs, int burst, long nowMs) {
    this.intervalMs = intervalMs;
    this.burstMs = intervalMs * (burst - 1);
    this.evenlyMs = nowMs;
  }

  /** Milliseconds until it may be done; 0 for now. */
  long waitMs(long nowMs) {
    return Math.max(0, evenlyMs - burstMs - nowMs);
  }

  /** It is done; sooner than it might, if that was urgent, for which others do not wait longer. */
  void take(long nowMs) {
    evenlyMs = Math.clamp(evenlyMs, nowMs, nowMs + burstMs) + intervalMs;
  }
}
