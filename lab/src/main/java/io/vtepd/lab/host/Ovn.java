package io.vtepd.lab.host;

import io.vtepd.lab.topology.HostProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a host of kind ovn has besides its Open vSwitch. OVN's databases are served by the host's
 * one ovsdb-server.
 */
final class Ovn {

  private Ovn() {}

  /** The file of a schema's database: {@code ovn-nb.db} of {@code ovn-nb.ovsschema}. */
  static String database(Path schema) {
    return schema.getFileName().toString().replace(".ovsschema", ".db");
  }

  static List<String> northd(HostSite site) {
    List<String> words = daemon(HostProcess.OVN_NORTHD, site);
    words.add("--ovnnb-db=unix:" + site.ovsSocket());
    words.add("--ovnsb-db=unix:" + site.ovsSocket());
    return words;
  }

  static List<String> controller(HostSite site) {
    List<String> words = daemon(HostProcess.OVN_CONTROLLER, site);
    words.add("unix:" + site.ovsSocket());
    return words;
  }

  /** All but where the gateway is. */
  static List<String> controllerVtep(HostSite site) {
    List<String> words = daemon(HostProcess.OVN_CONTROLLER_VTEP, site);
    words.add("--ovnsb-db=unix:" + site.ovsSocket());
    return words;
  }

  /**
   * The words of ovs-vsctl that make this host a chassis, whose integration bridge is its bridge.
   */
  static List<String> chassis(HostSite site) {
    return List.of(
        "--",
        "set",
        "Open_vSwitch",
        ".",
        "external_ids:system-id=" + site.host().name(),
        "external_ids:ovn-remote=\"unix:" + site.ovsSocket() + "\"",
        "external_ids:ovn-bridge=" + site.host().bridge(),
        "external_ids:ovn-bridge-datapath-type=netdev",
        // OVN reaches gateways by VXLAN only, and its own chassis better by the other.
        "external_ids:ovn-encap-type=\"geneve,vxlan\"",
        "external_ids:ovn-encap-ip=" + site.host().underlay().address());
  }

  /** Its control socket: not all of OVN's programs let it be chosen. */
  static Path control(HostProcess process, HostSite site, long pid) {
    return site.run().resolve(process.program() + "." + pid + ".ctl");
  }

  private static List<String> daemon(HostProcess process, HostSite site) {
    String program = process.program();
    return new ArrayList<>(
        List.of(
            program,
            "--pidfile=" + site.run().resolve(program + ".pid"),
            "-vconsole:off",
            "--log-file=" + site.logs().resolve(program + ".log")));
  }
}
