package io.vtepd.bridge.desired;

import io.vtepd.vtep.Ipv4Address;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds switches that share a tunnel IP. The one whose name sorts first has no problem. The facts
 * stay: the other switch may well be in another data path, and only the driver knows.
 */
final class AddressRules {

  private AddressRules() {}

  static void computeShared(Collection<SwitchState> switches) {
    List<SwitchState> byName =
        switches.stream()
            .sorted(
                Comparator.comparing((SwitchState state) -> state.facts().name())
                    .thenComparing(state -> state.facts().row()))
            .toList();
    Map<Ipv4Address, SwitchState> owners = new HashMap<>();
    for (SwitchState state : byName) {
      Set<Problem> problems = new HashSet<>();
      for (Ipv4Address ip : state.addresses().usable()) {
        SwitchState owner = owners.putIfAbsent(ip, state);
        if (owner != null) {
          problems.add(new Problem.SharedTunnelIp(state.facts().row(), ip, owner.facts().row()));
        }
      }
      Place place = new Place(Place.Kind.SHARED_TUNNEL_IPS, state.facts().row());
      state.facts().problemCounts().set(place, problems);
    }
  }
}
