package io.vtepd.lab.host;

import io.vtepd.lab.net.Netns;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Role;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A host with its namespace and its directories.
 *
 * @param logs logs and databases
 * @param run sockets and pid files: the OVS_RUNDIR of this host's Open vSwitch
 */
public record HostSite(Host.SwitchHost host, Netns namespace, Path logs, Path run) {

  /** The site of a host in a lab. */
  public static HostSite of(LabPaths paths, Netns namespace, Host.SwitchHost host) {
    return new HostSite(
        host, namespace, paths.node(host.name()), paths.sockets().resolve(host.name()));
  }

  /** Where Open vSwitch's own database answers, on a host that runs OVN its databases, too. */
  public Path ovsSocket() {
    return run.resolve("db.sock");
  }

  /** Where the hardware_vtep database answers: the reference serves both at one socket. */
  public Path vtepSocket() {
    return switch (host.role()) {
      case VTEP -> run.resolve("vtep.sock");
      case REFERENCE, HYPERVISOR, OVN -> ovsSocket();
    };
  }

  /** Programs that come before the machine's: they know where this host's databases are. */
  public Path programs() {
    return run.resolve("bin");
  }

  /** What makes the tools of Open vSwitch speak to this host's instance. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("OVS_RUNDIR", run.toString());
    environment.put("OVS_LOGDIR", logs.toString());
    environment.put("OVS_DBDIR", logs.toString());
    if (host.role() == Role.OVN) {
      environment.put("OVN_RUNDIR", run.toString());
      environment.put("OVN_LOGDIR", logs.toString());
      environment.put("OVN_NB_DB", "unix:" + ovsSocket());
      environment.put("OVN_SB_DB", "unix:" + ovsSocket());
    }
    return Map.copyOf(environment);
  }
}
