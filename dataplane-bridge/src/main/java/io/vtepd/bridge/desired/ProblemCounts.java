package io.vtepd.bridge.desired;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The problems of a switch by the place that has them. One problem, such as a bad locator, can be
 * had by many places; it is solved when the last of them has it no more.
 */
final class ProblemCounts {

  /** Places without problems are not here. */
  private final Map<Place, Set<Problem>> byPlace = new HashMap<>();

  private final Map<Problem, Integer> counts = new HashMap<>();

  /** Problems that were touched since the last call of {@link #drain}: were they there? */
  private Map<Problem, Boolean> before = new HashMap<>();

  /** Says which problems a place has now. */
  void set(Place place, Set<Problem> now) {
    if (now.isEmpty() && byPlace.isEmpty()) {
      return;
    }
    Set<Problem> old = now.isEmpty() ? byPlace.remove(place) : byPlace.put(place, Set.copyOf(now));
    for (Problem problem : now) {
      before.putIfAbsent(problem, counts.containsKey(problem));
      counts.merge(problem, 1, Integer::sum);
    }
    if (old != null) {
      for (Problem problem : old) {
        before.putIfAbsent(problem, true);
        counts.computeIfPresent(problem, (same, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  Set<Problem> all() {
    return Set.copyOf(counts.keySet());
  }

  /** Sorts out what was touched, and begins anew. */
  void drain(Set<Problem> appeared, Set<Problem> solved) {
    before.forEach((problem, wasThere) -> {
      boolean isThere = counts.containsKey(problem);
      if (isThere != wasThere) {
        (isThere ? appeared : solved).add(problem);
      }
    });
    before = new HashMap<>();
  }
}
