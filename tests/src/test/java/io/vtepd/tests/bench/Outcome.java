package io.vtepd.tests.bench;

import java.util.Arrays;
import java.util.List;

/** All runs of a row on both contenders; each run has a figure for each metric. */
record Outcome(Row row, List<double[]> left, List<double[]> right) {

  Outcome {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  double leftMedian(int metric) {
    return median(left, metric);
  }

  double rightMedian(int metric) {
    return median(right, metric);
  }

  private static double median(List<double[]> runs, int metric) {
    double[] figures = runs.stream().mapToDouble(run -> run[metric]).sorted().toArray();
    if (figures.length == 0 || Arrays.stream(figures).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    int middle = figures.length / 2;
    return figures.length % 2 == 1 ? figures[middle] : (figures[middle - 1] + figures[middle]) / 2;
  }
}
