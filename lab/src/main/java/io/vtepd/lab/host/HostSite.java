package io.vtepd.lab.host;

import io.vtepd.lab.net.Netns;
import io.vtepd.lab.topology.Host;
import java.nio.file.Path;
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

  /** Where Open vSwitch's own database answers. */
  public Path ovsSocket() {
    return run.resolve("db.sock");
  }

  /** Where the hardware_vtep database answers: the reference serves both at one socket. */
  public Path vtepSocket() {
    return switch (host.role()) {
      case VTEP -> run.resolve("vtep.sock");
      case REFERENCE, HYPERVISOR -> ovsSocket();
    };
  }

  /** Programs that come before the machine's: they know where this host's databases are. */
  public Path programs() {
    return run.resolve("bin");
  }

  /** What makes the tools of Open vSwitch speak to this host's instance. */
  public Map<String, String> environment() {
    return Map.of(
        "OVS_RUNDIR", run.toString(), "OVS_LOGDIR", logs.toString(), "OVS_DBDIR", logs.toString());
  }
}
