package io.vtepd.lab.report;

import java.util.ArrayList;
import java.util.List;

/** Tells repeats once: "request, reply, request, reply" becomes "request, reply" with a count. */
final class Folding {

  /** The longest pattern that is looked for. */
  static final int PERIOD_LIMIT = 6;

  /** Arrows that came so many times, one after the other. */
  record Fold(List<Arrow> arrows, int times) {
    Fold {
      arrows = List.copyOf(arrows);
    }

    /** How many arrows it stands for. */
    int count() {
      return arrows.size() * times;
    }
  }

  private Folding() {}

  /** Folds the longest run that begins at each place, the shortest pattern of equal runs. */
  static List<Fold> fold(List<Arrow> arrows) {
    List<Fold> folds = new ArrayList<>();
    int at = 0;
    while (at < arrows.size()) {
      int bestPeriod = 1;
      int bestTimes = 1;
      for (int period = 1; period <= PERIOD_LIMIT; period++) {
        int times = repeats(arrows, at, period);
        if (times > 1 && times * period > bestTimes * bestPeriod) {
          bestPeriod = period;
          bestTimes = times;
        }
      }
      folds.add(new Fold(arrows.subList(at, at + bestPeriod), bestTimes));
      at += bestPeriod * bestTimes;
    }
    return folds;
  }

  private static int repeats(List<Arrow> arrows, int start, int period) {
    int end = start + period;
    while (end < arrows.size() && arrows.get(end).isLike(arrows.get(end - period))) {
      end++;
    }
    return Math.max(1, (Math.min(end, arrows.size()) - start) / period);
  }
}
