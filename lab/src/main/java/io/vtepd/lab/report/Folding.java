package io.vtepd.lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tells repeats once: "request, reply, request, reply" becomes "request, reply" with a count. */
final class Folding {

  /** The longest pattern that is looked for. */
  static final int PERIOD_LIMIT = 6;

  /** The kind of what switches send several times a second, whatever else happens. */
  private static final String PERIODIC = "BFD ";

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

  /** Folds repeats; what comes all the time is told once, where it came first. */
  static List<Fold> fold(List<Arrow> arrows) {
    List<Fold> folds = new ArrayList<>();
    List<List<Arrow>> periodic = new ArrayList<>();
    List<Arrow> others = new ArrayList<>();
    for (Arrow arrow : arrows) {
      if (arrow.kind().startsWith(PERIODIC)) {
        periodic.stream()
            .filter(group -> group.getFirst().isLike(arrow))
            .findFirst()
            .ifPresentOrElse(
                group -> group.add(arrow), () -> periodic.add(new ArrayList<>(List.of(arrow))));
      } else {
        others.add(arrow);
      }
    }
    periodic.forEach(group -> folds.add(new Fold(List.of(group.getFirst()), group.size())));
    folds.addAll(foldRuns(others));
    folds.sort(Comparator.comparingLong(fold -> fold.arrows().getFirst().timeUs()));
    return folds;
  }

  /** Folds the longest run that begins at each place, the shortest pattern of equal runs. */
  private static List<Fold> foldRuns(List<Arrow> arrows) {
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
