package io.vtepd.lab.topology;

import java.util.List;

/** What a host with a switch does with it. */
public enum Role {
  /** Open vSwitch alone, programmed by hand. */
  HYPERVISOR("hypervisor"),
  /** Open vSwitch and vtepd. */
  VTEP("vtep"),
  /** Open vSwitch, its ovsdb-server with a hardware_vtep database, and ovs-vtep. */
  REFERENCE("reference"),
  /**
   * A hypervisor of OVN, and OVN itself: its databases, ovn-northd, and the ovn-controller-vtep of
   * the topology's only gateway.
   */
  OVN("ovn");

  private final String kind;

  Role(String kind) {
    this.kind = kind;
  }

  /** The word of topology files. */
  public String kind() {
    return kind;
  }

  /** Whether the host serves a hardware_vtep database. */
  public boolean isVtep() {
    return switch (this) {
      case HYPERVISOR, OVN -> false;
      case VTEP, REFERENCE -> true;
    };
  }

  /** What such a host needs on the machine. */
  public Need need() {
    return switch (this) {
      case HYPERVISOR, VTEP, REFERENCE -> Need.OVS;
      case OVN -> Need.OVN;
    };
  }

  /** The long-running programs of such a host, in the order in which they are started. */
  public List<HostProcess> processes() {
    return switch (this) {
      case HYPERVISOR -> List.of(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD);
      case VTEP -> List.of(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD, HostProcess.VTEPD);
      case REFERENCE ->
          List.of(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD, HostProcess.OVS_VTEP);
      case OVN ->
          List.of(
              HostProcess.OVSDB_SERVER,
              HostProcess.OVS_VSWITCHD,
              HostProcess.OVN_NORTHD,
              HostProcess.OVN_CONTROLLER,
              HostProcess.OVN_CONTROLLER_VTEP);
    };
  }
}
