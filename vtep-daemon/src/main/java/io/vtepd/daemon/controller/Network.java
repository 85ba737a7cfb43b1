package io.vtepd.daemon.controller;

import io.vtepd.vtep.Vni;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One LAN over all sites.
 *
 * @param name of the Logical_Switch at each VTEP
 * @param vni its Logical_Switch.tunnel_key
 * @param ports what belongs to it, wherever that is
 * @param endpoints that are told to the VTEPs as they are
 */
public record Network(String name, Vni vni, List<PortBinding> ports, List<Endpoint> endpoints) {

  public Network {
    Objects.requireNonNull(name);
    Objects.requireNonNull(vni);
    ports = List.copyOf(ports);
    endpoints = List.copyOf(endpoints);
  }

  /** The names of the Physical_Switches that have a part in it. */
  Set<String> switchNames() {
    return ports.stream().map(PortBinding::switchName).collect(Collectors.toSet());
  }
}
