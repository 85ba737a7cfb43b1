package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which rows refer to which, readable from both ends, with the number of references. */
final class References {

  private final Map<Uuid, Map<Uuid, Integer>> forward = new HashMap<>();
  private final Map<Uuid, Map<Uuid, Integer>> backward = new HashMap<>();

  /** Counts a reference; returns whether it is the first one between the two. */
  boolean add(Uuid from, Uuid to) {
    backward.computeIfAbsent(to, row -> new HashMap<>()).merge(from, 1, Integer::sum);
    return forward.computeIfAbsent(from, row -> new HashMap<>()).merge(to, 1, Integer::sum) == 1;
  }

  /** Takes back a reference that was added; returns whether it was the last one. */
  boolean remove(Uuid from, Uuid to) {
    decrement(backward, to, from);
    return decrement(forward, from, to);
  }

  private static boolean decrement(Map<Uuid, Map<Uuid, Integer>> counts, Uuid from, Uuid to) {
    Map<Uuid, Integer> row = counts.get(from);
    if (row == null || !row.containsKey(to)) {
      throw new IllegalStateException("no reference from " + from + " to " + to);
    }
    if (row.merge(to, -1, Integer::sum) > 0) {
      return false;
    }
    row.remove(to);
    if (row.isEmpty()) {
      counts.remove(from);
    }
    return true;
  }

  /** The rows that {@code from} refers to. */
  Set<Uuid> to(Uuid from) {
    return Collections.unmodifiableSet(forward.getOrDefault(from, Map.of()).keySet());
  }

  /** The rows that refer to {@code to}. */
  Set<Uuid> from(Uuid to) {
    return Collections.unmodifiableSet(backward.getOrDefault(to, Map.of()).keySet());
  }
}
