package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.VlanPair;
import io.vtepd.vtep.VtepSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From vlan_bindings to bindings, for all Physical_Port rows of one name in one switch. There
 * should be one row; of two that bind a VLAN to different logical switches the one with the lower
 * UUID counts.
 */
final class BindingRules {

  private final VtepSnapshot snapshot;
  private final Map<VlanId, Uuid> bindings = new HashMap<>();
  private final Set<Problem> problems = new HashSet<>();

  private BindingRules(VtepSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Computes the bindings of the ports of that name again. */
  static void compute(SwitchState state, String name, VtepSnapshot snapshot) {
    BindingRules rules = new BindingRules(snapshot);
    for (Uuid uuid : state.portsNamed(name)) {
      snapshot.get(snapshot.tables().physicalPort(), uuid).ifPresent(rules::add);
    }
    state.setBindings(name, rules.bindings);
    state.facts().problemCounts().set(new Place(Place.Kind.PORT, name), rules.problems);
  }

  private void add(PhysicalPort port) {
    if (!port.aclBindings().isEmpty()) {
      problems.add(new Problem.UnservedAcl(port.uuid(), port.name()));
    }
    for (VlanPair pair : port.vlanBindings()) {
      Optional<VlanId> vlan = pair.vlan();
      if (vlan.isEmpty()) {
        problems.add(new Problem.InvalidVlan(port.uuid(), port.name(), pair.number()));
      } else if (snapshot.get(snapshot.tables().logicalSwitch(), pair.row()).isEmpty()) {
        problems.add(
            new Problem.MissingLogicalSwitch(port.uuid(), port.name(), vlan.get(), pair.row()));
      } else {
        Uuid first = bindings.putIfAbsent(vlan.get(), pair.row());
        if (first != null && !first.equals(pair.row())) {
          problems.add(
              new Problem.BindingConflict(port.uuid(), port.name(), vlan.get(), pair.row()));
        }
      }
    }
  }
}
