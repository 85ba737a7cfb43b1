package io.vtepd.tests.bench;

import java.util.Arrays;
import java.util.List;

/** All runs of a row on both contenders; each run has a figure for each metric. */
record Outcome(Row row, List<double[]> theirs, List<double[]> ours) {

  Outcome {
    theirs = List.copyOf(theirs);
    ours = List.copyOf(ours);
  }

  double theirMedian(int metric) {
    return median(theirs, metric);
  }

  double ourMedian(int metric) {
    return median(ours, metric);
  }

  private static double median(List<double[]> runs, int metric) {
    double[] figures = runs.stream().mapToDouble(run -> run[metric]).sorted().toArray();
    if (figures.length == 0 || Arrays.stream(figures).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    int middle = figures.length / 2;
    return figures.length % 2 == 1
        ? figures[middle]
        : (figures[middle - 1] + figures[middle]) / 2;
  }
}
