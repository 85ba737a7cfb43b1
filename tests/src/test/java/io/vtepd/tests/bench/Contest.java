package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Both contenders at one row, in turns on one machine: what disturbs one disturbs the other. */
final class Contest {

  private Contest() {}

  static Outcome play(
      Row row, Contender theirs, Contender ours, Row.Ground ground, int runsAsked)
      throws IOException {
    List<double[]> theirRuns = new ArrayList<>();
    List<double[]> ourRuns = new ArrayList<>();
    try (Track their = row.open(theirs, ground);
        Track our = row.open(ours, ground)) {
      for (int i = 0; i < row.runs(runsAsked); i++) {
        theirRuns.add(their.run());
        ourRuns.add(our.run());
      }
    }
    return new Outcome(row, theirRuns, ourRuns);
  }
}
