package io.vtepd.daemon.controller;

import io.vtepd.vtep.VlanId;
import java.util.Comparator;
import java.util.Objects;

/**
 * Frames of one VLAN at one port.
 *
 * @param switchName name of the Physical_Switch
 * @param port name of the Physical_Port
 */
public record PortBinding(String switchName, String port, VlanId vlan)
    implements Comparable<PortBinding> {

  private static final Comparator<PortBinding> ORDER =
      Comparator.comparing(PortBinding::switchName)
          .thenComparing(PortBinding::port)
          .thenComparing(PortBinding::vlan);

  public PortBinding {
    Objects.requireNonNull(switchName);
    Objects.requireNonNull(port);
    Objects.requireNonNull(vlan);
  }

  @Override
  public int compareTo(PortBinding other) {
    return ORDER.compare(this, other);
  }

  /** As people say it: {@code s2-eth1 untagged}, {@code s2-eth1 VLAN 10}. */
  @Override
  public String toString() {
    return port + (vlan.isTagged() ? " VLAN " + vlan : " untagged");
  }
}
