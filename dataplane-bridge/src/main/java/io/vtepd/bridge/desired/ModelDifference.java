package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares two models fact by fact. */
final class ModelDifference {

  private ModelDifference() {}

  static DesiredChange between(Collection<DesiredSwitch> before, Collection<DesiredSwitch> after) {
    Map<Uuid, DesiredSwitch> old = new HashMap<>();
    before.forEach(each -> old.put(each.row(), each));
    List<SwitchChange> gone = new ArrayList<>();
    List<SwitchChange> there = new ArrayList<>();
    for (DesiredSwitch now : after) {
      DesiredSwitch was = old.get(now.row());
      if (was != null && was.name().equals(now.name())) {
        old.remove(now.row());
        SwitchChange change = change(was, now, SwitchChange.Kind.CHANGED);
        if (!change.isEmpty()) {
          there.add(change);
        }
      } else {
        there.add(change(nothing(now), now, SwitchChange.Kind.ADDED));
      }
    }
    old.values().forEach(was -> gone.add(change(was, nothing(was), SwitchChange.Kind.REMOVED)));
    gone.addAll(there);
    return new DesiredChange(gone);
  }

  private static DesiredSwitch nothing(DesiredSwitch like) {
    return new DesiredSwitch(like.row(), like.name());
  }

  private static SwitchChange change(DesiredSwitch was, DesiredSwitch now, SwitchChange.Kind kind) {
    List<FactChange> changes = new ArrayList<>();
    now.forEachFact(fact -> {
      Optional<Fact> old = was.get(fact.id());
      if (!old.equals(Optional.of(fact))) {
        changes.add(new FactChange(old, Optional.of(fact)));
      }
    });
    was.forEachFact(fact -> {
      if (now.get(fact.id()).isEmpty()) {
        changes.add(new FactChange(Optional.of(fact), Optional.empty()));
      }
    });
    changes.sort(FactOrder.CHANGES);
    return new SwitchChange(
        now.row(),
        now.name(),
        kind,
        changes,
        List.of(),
        SwitchChange.without(now.problems(), was.problems()),
        SwitchChange.without(was.problems(), now.problems()));
  }
}
