package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Both contenders at one row, in turns on one machine: what disturbs one disturbs the other. Or one
 * alone, if nobody else can take part.
 */
final class Contest {

  private Contest() {}

  static Outcome play(Row row, Part part, Row.Ground ground, int runsAsked) throws IOException {
    List<double[]> leftRuns = new ArrayList<>();
    List<double[]> rightRuns = new ArrayList<>();
    try (Track left =
            part.isAlone() ? Track.nobody(row.metrics().size()) : row.open(part.left(), ground);
        Track right = row.open(part.right(), ground)) {
      for (int i = 0; i < row.runs(runsAsked); i++) {
        leftRuns.add(left.run());
        rightRuns.add(right.run());
      }
    }
    return new Outcome(row, leftRuns, rightRuns);
  }
}
