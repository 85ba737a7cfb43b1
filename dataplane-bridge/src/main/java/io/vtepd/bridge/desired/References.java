package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which rows refer to which, readable from both ends, with the number of references. Of many
 * references between two rows only the first and the last one touch the backward side.
 */
final class References {

  private final Map<Uuid, Map<Uuid, Integer>> forward = new HashMap<>();
  private final Map<Uuid, Set<Uuid>> backward = new HashMap<>();

  /** Counts a reference; returns whether it is the first one between the two. */
  boolean add(Uuid from, Uuid to) {
    boolean isFirst =
        forward.computeIfAbsent(from, row -> new HashMap<>()).merge(to, 1, Integer::sum) == 1;
    if (isFirst) {
      backward.computeIfAbsent(to, row -> new HashSet<>()).add(from);
    }
    return isFirst;
  }

  /** Takes back a reference that was added; returns whether it was the last one. */
  boolean remove(Uuid from, Uuid to) {
    Map<Uuid, Integer> counts = forward.get(from);
    if (counts == null || !counts.containsKey(to)) {
      throw new IllegalStateException("no reference from " + from + " to " + to);
    }
    if (counts.merge(to, -1, Integer::sum) > 0) {
      return false;
    }
    counts.remove(to);
    if (counts.isEmpty()) {
      forward.remove(from);
    }
    Set<Uuid> users = backward.get(to);
    users.remove(from);
    if (users.isEmpty()) {
      backward.remove(to);
    }
    return true;
  }

  /** The rows that {@code from} refers to. */
  Set<Uuid> to(Uuid from) {
    return Collections.unmodifiableSet(forward.getOrDefault(from, Map.of()).keySet());
  }

  /** The rows that refer to {@code to}. */
  Set<Uuid> from(Uuid to) {
    return Collections.unmodifiableSet(backward.getOrDefault(to, Set.of()));
  }
}
