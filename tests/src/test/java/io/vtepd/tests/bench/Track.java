package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.Arrays;

/** A row's work on one server that is up and warm. */
public interface Track extends AutoCloseable {

  /** Does the work once; a figure for each of the row's metrics. */
  double[] run() throws IOException;

  @Override
  void close() throws IOException;

  /** Of a contender that does not take part: its figures are no numbers. */
  static Track nobody(int metricCount) {
    return new Track() {
      @Override
      public double[] run() {
        double[] figures = new double[metricCount];
        Arrays.fill(figures, Double.NaN);
        return figures;
      }

      @Override
      public void close() {}
    };
  }
}
