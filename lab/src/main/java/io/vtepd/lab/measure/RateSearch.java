package io.vtepd.lab.measure;

import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.run.Iperf;
import java.io.IOException;

/**
 * Looks for the highest rate of UDP that loses no more than one frame in a thousand, halving the
 * interval on a logarithmic scale.
 */
final class RateSearch {

  /** What counts as no loss, in percent. */
  static final double LOSS_PERCENT = 0.1;

  /** A trial at a rate. */
  interface Trial {
    Iperf.Outcome at(long bitsPerSecond) throws IOException, InterruptedException, LabFailure;
  }

  private RateSearch() {}

  /**
   * The rate in bit/s.
   *
   * @param top a rate that is surely too much
   * @param trials how many there may be
   */
  static long find(long top, int trials, Trial trial)
      throws IOException, InterruptedException, LabFailure {
    double low = top / 1000.0;
    double high = top;
    for (int i = 0; i < trials; i++) {
      long rate = Math.round(Math.sqrt(low * high));
      Iperf.Outcome outcome = trial.at(rate);
      if (outcome.lossPercent() <= LOSS_PERCENT) {
        // A sender that cannot go as fast has shown what the way carries.
        low = Math.max(low, Math.min((double) rate, outcome.bitsPerSecond()));
        if (outcome.bitsPerSecond() < rate * 0.9) {
          return Math.round(low);
        }
      } else {
        high = Math.min((double) rate, Math.max(low, outcome.bitsPerSecond()));
      }
      if (high < low * 1.05) {
        break;
      }
    }
    return Math.round(low);
  }
}
