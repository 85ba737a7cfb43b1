package io.vtepd.lab.host;

import io.vtepd.lab.topology.HostProcess;
import io.vtepd.lab.topology.Role;
import io.vtepd.lab.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** The command lines of a host's long-running programs. */
public final class Programs {

  /** Where the lesson's controller reaches the database: plain TCP, as asked for. */
  public static final int TCP_PORT = 6632;

  /** Where controllers reach it over TLS: IANA's port for OVSDB. */
  public static final int TLS_PORT = 6640;

  private final Installation installation;
  private final Keys keys;
  private final Topology topology;

  public Programs(Installation installation, Keys keys, Topology topology) {
    this.installation = installation;
    this.keys = keys;
    this.topology = topology;
  }

  /** The command of a process, to be run in the foreground. */
  public List<String> command(HostProcess process, HostSite site) {
    return switch (process) {
      case OVSDB_SERVER -> ovsdbServer(site);
      case OVS_VSWITCHD ->
          List.of(
              "ovs-vswitchd",
              "unix:" + site.ovsSocket(),
              "--disable-system",
              "--unixctl=" + site.run().resolve("ovs-vswitchd.ctl"),
              "--pidfile=" + site.run().resolve("ovs-vswitchd.pid"),
              "-vconsole:off",
              "--log-file=" + site.logs().resolve("ovs-vswitchd.log"));
      case VTEPD -> vtepd(site);
      case OVS_VTEP -> ovsVtep(site);
      case OVN_NORTHD -> Ovn.northd(site);
      case OVN_CONTROLLER -> Ovn.controller(site);
      case OVN_CONTROLLER_VTEP -> ovnControllerVtep(site);
      case CONTROLLER -> throw new IllegalArgumentException("runs on hosts without a switch");
    };
  }

  private List<String> ovsdbServer(HostSite site) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "ovsdb-server",
                "--remote=punix:" + site.ovsSocket(),
                "--unixctl=" + site.run().resolve("ovsdb-server.ctl"),
                "--pidfile=" + site.run().resolve("ovsdb-server.pid"),
                "-vconsole:off",
                "--log-file=" + site.logs().resolve("ovsdb-server.log")));
    if (site.host().role() == Role.REFERENCE) {
      words.add("--remote=ptcp:" + TCP_PORT);
      words.add("--remote=pssl:" + TLS_PORT);
      words.addAll(keys.gatewayOptions(site.host().name()));
    }
    words.add(site.logs().resolve("conf.db").toString());
    if (site.host().role() == Role.REFERENCE) {
      words.add(site.logs().resolve("vtep.db").toString());
    }
    if (site.host().role() == Role.OVN) {
      installation
          .ovnSchemas()
          .forEach(schema -> words.add(site.logs().resolve(Ovn.database(schema)).toString()));
    }
    return words;
  }

  /** It dials the gateway, over TLS, as controllers do. */
  private List<String> ovnControllerVtep(HostSite site) {
    String gateway = topology.vteps().getFirst().underlay().address();
    List<String> words = new ArrayList<>(Ovn.controllerVtep(site));
    words.add("--vtep-db=ssl:" + gateway + ":" + TLS_PORT);
    words.addAll(keys.controllerOptions("controller"));
    return words;
  }

  private List<String> vtepd(HostSite site) {
    List<String> words =
        new ArrayList<>(
            List.of(
                installation.vtepd().toString(),
                "run",
                "--db=" + site.logs().resolve("vtep.db"),
                "--remote=punix:" + site.vtepSocket(),
                "--remote=ptcp:" + TCP_PORT,
                "--remote=pssl:" + TLS_PORT,
                "--web=127.0.0.1:9640",
                "--ovs-rundir=" + site.run(),
                "--rundir=" + site.run().resolve("vtepd"),
                "--unixctl=" + site.run().resolve("vtepd").resolve("vtepd.ctl"),
                "--pidfile=" + site.run().resolve("vtepd").resolve("vtepd.pid"),
                "--log-file=" + site.logs().resolve("vtepd.log")));
    words.addAll(keys.gatewayOptions(site.host().name()));
    return words;
  }

  /** The emulator ends at once when its switch has no tunnel address: it is started after that. */
  private List<String> ovsVtep(HostSite site) {
    String bridge = site.host().bridge();
    String script =
        "until vtep-ctl --timeout=5 get Physical_Switch "
            + bridge
            + " tunnel_ips 2>/dev/null | grep -q '[0-9]'; do sleep 0.1; done\n"
            + "exec "
            + installation.ovsVtep()
            + " -vconsole:off --log-file="
            + site.logs().resolve("ovs-vtep.log")
            + " --pidfile="
            + site.run().resolve("ovs-vtep.pid")
            + " "
            + bridge;
    return List.of("sh", "-c", script);
  }
}
