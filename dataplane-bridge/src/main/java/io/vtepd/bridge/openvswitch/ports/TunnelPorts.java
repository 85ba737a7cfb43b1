package io.vtepd.bridge.openvswitch.ports;

import io.vtepd.vtep.Ipv4Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tunnel ports of a bridge that the appliance made. */
public record TunnelPorts(OvsBridge bridge) {

  static final String REMOTE_IP = "remote_ip";
  static final String LOCAL_IP = "local_ip";

  /** By remote endpoint; of several with one remote the first by name. */
  public Map<Ipv4Address, OvsPort> byRemote() {
    Map<Ipv4Address, OvsPort> ports = new HashMap<>();
    for (OvsPort port : bridge.ports()) {
      if (port.managed()) {
        remote(port).ifPresent(remote -> ports.putIfAbsent(remote, port));
      }
    }
    return ports;
  }

  private static Optional<Ipv4Address> remote(OvsPort port) {
    return Optional.ofNullable(port.options().get(REMOTE_IP)).flatMap(Ipv4Address::parse);
  }
}
