package io.vtepd.daemon.controller;

import io.vtepd.vtep.Ipv4Address;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one VTEP's database says that others have to know, and what we told it before. Rows of
 * networks that are not ours are not in it.
 *
 * @param identity UUID of its Global row: it is the VTEP's for life
 * @param switches tunnel addresses of each Physical_Switch, by name, in ascending order
 * @param local stations behind it: Ucast_Macs_Local
 * @param told stations of others that it was told: Ucast_Macs_Remote
 * @param flooded where it was told to flood to, by network: unknown-dst of Mcast_Macs_Remote
 */
public record VtepView(
    String identity,
    Map<String, List<Ipv4Address>> switches,
    Map<Station, Place> local,
    Map<Station, Place> told,
    Map<String, Set<Ipv4Address>> flooded) {

  public VtepView {
    Objects.requireNonNull(identity);
    switches = Map.copyOf(switches);
    local = Map.copyOf(local);
    told = Map.copyOf(told);
    flooded = Map.copyOf(flooded);
  }

  /** Where its tunnels end. */
  Set<Ipv4Address> tunnelIps() {
    return switches.values().stream().flatMap(List::stream).collect(Collectors.toSet());
  }

  /** Whether a switch of it has a part in that network. */
  boolean takesPart(Network network) {
    return network.switchNames().stream().anyMatch(switches::containsKey);
  }
}
