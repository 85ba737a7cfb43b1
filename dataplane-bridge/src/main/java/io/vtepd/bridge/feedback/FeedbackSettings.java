package io.vtepd.bridge.feedback;

/**
 * What the operator may choose about reports.
 *
 * @param portHoldMs how long a Physical_Port row is kept after its port has gone
 * @param batchLimit most stations in one transaction
 */
public record FeedbackSettings(long portHoldMs, int batchLimit) {

  /** A minute, and 1,000 stations. */
  public static final FeedbackSettings DEFAULT = new FeedbackSettings(60_000, 1_000);

  public FeedbackSettings {
    if (portHoldMs < 0 || batchLimit < 1) {
      throw new IllegalArgumentException("hold " + portHoldMs + " ms, batch " + batchLimit);
    }
  }
}
