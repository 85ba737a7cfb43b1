package io.vtepd.bridge.feedback;

/**
 * What the operator may choose about reports.
 *
 * @param portHoldMs how long a Physical_Port row is kept after its port has gone
 * @param batchLimit most stations, and most statistics of bindings, in one transaction
 * @param statisticsMs how often the statistics of bindings are read, at most; 0 for never
 */
public record FeedbackSettings(long portHoldMs, int batchLimit, long statisticsMs) {

  /** A minute, 1,000 rows, and ten seconds. */
  public static final FeedbackSettings DEFAULT = new FeedbackSettings(60_000, 1_000, 10_000);

  public FeedbackSettings {
    if (portHoldMs < 0 || batchLimit < 1 || statisticsMs < 0) {
      throw new IllegalArgumentException(
          "hold " + portHoldMs + " ms, batch " + batchLimit + ", every " + statisticsMs + " ms");
    }
  }
}
