package io.vtepd.lab.topology;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The long-running programs of a host. */
public enum HostProcess {
  OVSDB_SERVER("ovsdb-server"),
  OVS_VSWITCHD("ovs-vswitchd"),
  VTEPD("vtepd"),
  OVS_VTEP("ovs-vtep"),
  OVN_NORTHD("ovn-northd"),
  OVN_CONTROLLER("ovn-controller"),
  OVN_CONTROLLER_VTEP("ovn-controller-vtep"),
  CONTROLLER("controller");

  private final String program;

  HostProcess(String program) {
    this.program = program;
  }

  /** The program's name, also the name of its log. */
  public String program() {
    return program;
  }

  /** The process of a program's name. */
  public static Optional<HostProcess> of(String program) {
    return Arrays.stream(values()).filter(each -> each.program.equals(program)).findFirst();
  }

  /** All names. */
  public static List<String> programs() {
    return Arrays.stream(values()).map(HostProcess::program).toList();
  }
}
