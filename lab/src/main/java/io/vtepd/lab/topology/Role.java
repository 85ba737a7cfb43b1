package io.vtepd.lab.topology;

import java.util.List;

/** What a host with a switch does with it. */
public enum Role {
  /** Open vSwitch alone, programmed by hand. */
  HYPERVISOR("hypervisor"),
  /** Open vSwitch and vtepd. */
  VTEP("vtep"),
  /** Open vSwitch, its ovsdb-server with a hardware_vtep database, and ovs-vtep. */
  REFERENCE("reference");

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
      case HYPERVISOR -> false;
      case VTEP, REFERENCE -> true;
    };
  }

  /** The long-running programs of such a host, in the order in which they are started. */
  public List<HostProcess> processes() {
    return switch (this) {
      case HYPERVISOR -> List.of(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD);
      case VTEP -> List.of(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD, HostProcess.VTEPD);
      case REFERENCE ->
          List.of(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD, HostProcess.OVS_VTEP);
    };
  }
}
