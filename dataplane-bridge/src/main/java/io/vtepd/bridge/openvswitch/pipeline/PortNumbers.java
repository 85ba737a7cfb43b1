package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.vtep.Ipv4Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Open vSwitch's numbers of the ports that flows name.
 *
 * @param physical by port name
 * @param tunnels by remote endpoint: what to send with
 * @param ends by remote endpoint: all that its frames come in at, in one order
 */
public record PortNumbers(
    Map<String, Ofport> physical,
    Map<Ipv4Address, Ofport> tunnels,
    Map<Ipv4Address, List<Ofport>> ends) {

  public static final PortNumbers NONE = new PortNumbers(Map.of(), Map.of());

  public PortNumbers {
    physical = Map.copyOf(physical);
    tunnels = Map.copyOf(tunnels);
    ends = Map.copyOf(ends);
  }

  /** Those of a switch with one tunnel IP. */
  public PortNumbers(Map<String, Ofport> physical, Map<Ipv4Address, Ofport> tunnels) {
    this(physical, tunnels, alone(tunnels));
  }

  private static Map<Ipv4Address, List<Ofport>> alone(Map<Ipv4Address, Ofport> tunnels) {
    Map<Ipv4Address, List<Ofport>> ends = new HashMap<>();
    tunnels.forEach((remote, port) -> ends.put(remote, List.of(port)));
    return ends;
  }

  public Optional<Ofport> physical(String port) {
    return Optional.ofNullable(physical.get(port));
  }

  public Optional<Ofport> tunnel(Ipv4Address remote) {
    return Optional.ofNullable(tunnels.get(remote));
  }

  /** The ports at which frames of that endpoint come in. */
  public List<Ofport> ends(Ipv4Address remote) {
    return ends.getOrDefault(remote, List.of());
  }
}
