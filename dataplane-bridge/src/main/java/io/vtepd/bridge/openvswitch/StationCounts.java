package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.FactId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How many stations are learned at each binding, and where no more fit. */
final class StationCounts {

  /** A binding is full until a tenth has gone: stations come and go all the time. */
  private static final double RELIEF = 0.9;

  private final int limit;
  private final Map<FactId.Binding, Integer> counts = new HashMap<>();
  private final Set<FactId.Binding> full = new TreeSet<>();

  /**
   * @param limit most stations of a binding; 0 for any number
   */
  StationCounts(int limit) {
    this.limit = limit;
  }

  void add(FactId.Binding at) {
    int count = counts.merge(at, 1, Integer::sum);
    if (limit > 0 && count >= limit) {
      full.add(at);
    }
  }

  void remove(FactId.Binding at) {
    counts.computeIfPresent(at, (same, n) -> n == 1 ? null : n - 1);
    if (counts.getOrDefault(at, 0) < limit * RELIEF) {
      full.remove(at);
    }
  }

  /** The bindings that have come to the limit. */
  Set<FactId.Binding> full() {
    return Collections.unmodifiableSet(full);
  }
}
