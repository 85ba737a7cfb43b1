package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.feedback.BindingCounts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What bindings have carried, and of which that was not told yet. A frame is counted with the
 * length that it had when it came to the switch.
 */
final class BindingTallies {

  private final Map<FactId.Binding, BindingCounts> counts = new HashMap<>();
  private final Set<FactId.Binding> untold = new HashSet<>();

  /** There is such a binding; one that was there goes on counting. */
  void begin(FactId.Binding binding) {
    if (counts.putIfAbsent(binding, BindingCounts.NONE) == null) {
      untold.add(binding);
    }
  }

  /** The binding is gone: if it comes again, it has carried nothing. */
  void forget(FactId.Binding binding) {
    counts.remove(binding);
    untold.remove(binding);
  }

  void cameIn(FactId.Binding binding, int bytes) {
    add(binding, new BindingCounts(1, bytes, 0, 0));
  }

  void wentOut(FactId.Binding binding, int bytes) {
    add(binding, new BindingCounts(0, 0, 1, bytes));
  }

  private void add(FactId.Binding binding, BindingCounts more) {
    counts.merge(binding, more, BindingCounts::plus);
    untold.add(binding);
  }

  /** Those that changed since they were taken last, of the bindings that are asked for. */
  Map<FactId.Binding, BindingCounts> takeChanged(Predicate<FactId.Binding> which) {
    Map<FactId.Binding, BindingCounts> changed = new HashMap<>();
    untold.removeIf(binding -> {
      boolean taken = which.test(binding);
      if (taken) {
        changed.put(binding, counts.get(binding));
      }
      return taken;
    });
    return changed;
  }
}
