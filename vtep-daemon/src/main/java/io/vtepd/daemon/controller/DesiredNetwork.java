package io.vtepd.daemon.controller;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.Vni;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one VTEP shall be told of one network.
 *
 * @param bindings at its own switches
 * @param stations behind others
 * @param flood ends of tunnels that get frames for everybody and nobody
 */
public record DesiredNetwork(
    String name,
    Vni vni,
    Set<PortBinding> bindings,
    SortedMap<MacAddress, Place> stations,
    Set<Ipv4Address> flood) {

  public DesiredNetwork {
    Objects.requireNonNull(name);
    Objects.requireNonNull(vni);
    bindings = Set.copyOf(bindings);
    stations = new TreeMap<>(Map.copyOf(stations));
    flood = Set.copyOf(flood);
  }
}
