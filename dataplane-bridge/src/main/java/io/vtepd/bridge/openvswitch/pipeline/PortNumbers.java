package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.vtep.Ipv4Address;
import java.util.Map;
import java.util.Optional;

/**
 * Open vSwitch's numbers of the ports that flows name.
 *
 * @param physical by port name
 * @param tunnels by remote endpoint
 */
public record PortNumbers(Map<String, Ofport> physical, Map<Ipv4Address, Ofport> tunnels) {

  public static final PortNumbers NONE = new PortNumbers(Map.of(), Map.of());

  public PortNumbers {
    physical = Map.copyOf(physical);
    tunnels = Map.copyOf(tunnels);
  }

  public Optional<Ofport> physical(String port) {
    return Optional.ofNullable(physical.get(port));
  }

  public Optional<Ofport> tunnel(Ipv4Address remote) {
    return Optional.ofNullable(tunnels.get(remote));
  }
}
