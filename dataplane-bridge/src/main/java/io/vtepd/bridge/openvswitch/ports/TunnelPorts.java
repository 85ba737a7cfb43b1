package io.vtepd.bridge.openvswitch.ports;

import io.vtepd.vtep.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tunnel ports of a bridge that the appliance made. */
public record TunnelPorts(OvsBridge bridge) {

  static final String REMOTE_IP = "remote_ip";
  static final String LOCAL_IP = "local_ip";

  /** By remote endpoint; of one remote one for each of our addresses, in order of names. */
  public Map<Ipv4Address, List<OvsPort>> byRemote() {
    Map<Ipv4Address, List<OvsPort>> ports = new TreeMap<>();
    for (OvsPort port : bridge.ports()) {
      if (port.managed()) {
        remote(port)
            .ifPresent(ip -> ports.computeIfAbsent(ip, same -> new ArrayList<>()).add(port));
      }
    }
    return ports;
  }

  /**
   * Of the ports to one remote the one to send with.
   *
   * @param local the address of ours that it shall have; the first port stands in for it
   */
  public static Optional<OvsPort> sending(List<OvsPort> ports, Optional<Ipv4Address> local) {
    return ports.stream()
        .filter(port -> local.isPresent() && local(port).equals(local))
        .findFirst()
        .or(() -> ports.stream().findFirst());
  }

  static Optional<Ipv4Address> local(OvsPort port) {
    return Optional.ofNullable(port.options().get(LOCAL_IP)).flatMap(Ipv4Address::parse);
  }

  private static Optional<Ipv4Address> remote(OvsPort port) {
    return Optional.ofNullable(port.options().get(REMOTE_IP)).flatMap(Ipv4Address::parse);
  }
}
