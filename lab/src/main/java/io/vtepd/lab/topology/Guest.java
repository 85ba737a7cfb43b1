package io.vtepd.lab.topology;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A machine at a port of its host's switch.
 *
 * @param port the switch's end of the cable, also the name of the OVS port
 * @param attached whether the lab makes the port one of the bridge; else a step of the scenario
 *     does
 * @param vlan empty at a port of its own; else the guest is at an access switch that shares the
 *     port with others, and its frames carry this VLAN id there, none if it is 0
 * @param dhcp what it gives away, if it is a DHCP server
 */
public record Guest(
    String name,
    String port,
    boolean attached,
    OptionalInt vlan,
    Ipv4Prefix ip,
    MacAddress mac,
    Optional<DhcpPool> dhcp) {

  /** The largest VLAN id: IEEE 802.1Q keeps 4095 for itself. */
  public static final int VLAN_LIMIT = 4094;

  public Guest {
    if (vlan.isPresent() && (vlan.getAsInt() < 0 || vlan.getAsInt() > VLAN_LIMIT)) {
      throw new IllegalArgumentException("VLAN " + vlan.getAsInt());
    }
  }
}
