package io.vtepd.lab.host;

import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.net.Wiring;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.HostProcess;
import io.vtepd.lab.topology.Role;
import io.vtepd.lab.topology.Tunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Brings up one host: its Open vSwitch, its bridges, its gateway. */
public final class HostBuilder {

  private static final Duration OVS_LIMIT = Duration.ofSeconds(60);
  private static final Duration GATEWAY_LIMIT = Duration.ofSeconds(60);

  private final Plan plan;
  private final HostSite site;
  private final Installation installation;
  private final Programs programs;
  private final Spawner spawner;

  public HostBuilder(
      Plan plan, HostSite site, Installation installation, Programs programs, Spawner spawner) {
    this.plan = plan;
    this.site = site;
    this.installation = installation;
    this.programs = programs;
    this.spawner = spawner;
  }

  /** Builds all of it; the host's namespace and cables are there. */
  public void build() throws IOException, InterruptedException, LabFailure {
    Files.createDirectories(site.logs());
    Files.createDirectories(site.run().resolve("vtepd"));
    writePrograms();
    createDatabases();
    start(HostProcess.OVSDB_SERVER);
    vsctl(List.of("--no-wait", "init"));
    start(HostProcess.OVS_VSWITCHD);
    vsctl(bridges());
    configureUnderlay();
    for (HostProcess process : site.host().role().processes()) {
      if (process != HostProcess.OVSDB_SERVER && process != HostProcess.OVS_VSWITCHD) {
        start(process);
      }
    }
  }

  /** Starts a process of this host and waits until it answers. */
  public void start(HostProcess process) throws IOException, InterruptedException, LabFailure {
    Path output = site.logs().resolve(process.program() + ".out");
    Process started =
        spawner.start(
            site.host().name(),
            process.program(),
            site.namespace(),
            programs.command(process, site),
            site.environment(),
            output);
    try {
      awaitReady(process, started);
    } catch (LabFailure e) {
      throw new LabFailure(e.getMessage() + lastLine(output) + ". See " + site.logs());
    }
  }

  /**
   * Starts a process that was there before, and does what a host's own network configuration does:
   * a switch that begins anew makes its ports anew, and they have no addresses.
   */
  public void startAgain(HostProcess process) throws IOException, InterruptedException, LabFailure {
    start(process);
    if (process == HostProcess.OVS_VSWITCHD) {
      String device = Plan.UNDERLAY_BRIDGE;
      List<String> look = site.namespace().enter(List.of("ip", "link", "show", device));
      if (!Await.until(OVS_LIMIT, () -> Command.of(look).run().succeeded())) {
        throw new LabFailure(device + " of " + site.host().name() + " does not come back");
      }
      configureUnderlay();
    }
  }

  private void configureUnderlay() throws IOException, InterruptedException, LabFailure {
    for (Plan.Uplink uplink : plan.uplinks()) {
      if (uplink.host().equals(site.host())) {
        site.namespace().script(Wiring.underlay(uplink));
      }
    }
  }

  private void awaitReady(HostProcess process, Process started)
      throws IOException, InterruptedException, LabFailure {
    String what = process.program() + " of " + site.host().name();
    switch (process) {
      case OVSDB_SERVER ->
          Await.ready(
              started, OVS_LIMIT, what, () -> OvsdbSocket.answers(site.ovsSocket(), OVS_LIMIT));
      case OVS_VSWITCHD ->
          Await.ready(
              started,
              OVS_LIMIT,
              what,
              () -> OvsdbSocket.accepts(site.run().resolve("ovs-vswitchd.ctl")));
      case OVN_NORTHD, OVN_CONTROLLER, OVN_CONTROLLER_VTEP ->
          Await.ready(
              started,
              OVS_LIMIT,
              what,
              () -> OvsdbSocket.accepts(Ovn.control(process, site, started.pid())));
      case VTEPD ->
          Await.ready(
              started,
              GATEWAY_LIMIT,
              what,
              () -> OvsdbSocket.answers(site.vtepSocket(), GATEWAY_LIMIT));
      case CONTROLLER -> throw new IllegalArgumentException("runs on hosts without a switch");
      // It begins when its switch has a tunnel address, which is for the scenario to say.
      case OVS_VTEP -> {}
    }
  }

  private static String lastLine(Path output) throws IOException {
    return Files.readAllLines(output).reversed().stream()
        .filter(line -> !line.isBlank())
        .findFirst()
        .map(line -> ": " + line)
        .orElse("");
  }

  private void writePrograms() throws IOException {
    Files.createDirectories(site.programs());
    if (site.vtepSocket().equals(site.ovsSocket())) {
      return;
    }
    Path wrapper = site.programs().resolve("vtep-ctl");
    Files.writeString(
        wrapper, "#!/bin/sh\nexec /usr/bin/vtep-ctl --db=unix:" + site.vtepSocket() + " \"$@\"\n");
    Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void createDatabases() throws IOException, InterruptedException, LabFailure {
    create("conf.db", installation.vswitchSchema());
    switch (site.host().role()) {
      case REFERENCE -> create("vtep.db", installation.vtepSchema());
      case OVN -> {
        for (Path schema : installation.ovnSchemas()) {
          create(Ovn.database(schema), schema);
        }
      }
      case VTEP, HYPERVISOR -> {}
    }
  }

  private void create(String database, Path schema)
      throws IOException, InterruptedException, LabFailure {
    Path file = site.logs().resolve(database);
    Command.of("ovsdb-tool", "create", file.toString(), schema.toString()).require();
  }

  private void vsctl(List<String> words) throws IOException, InterruptedException, LabFailure {
    List<String> command = new ArrayList<>(List.of("ovs-vsctl", "--timeout=50"));
    command.addAll(words);
    Command.of(site.namespace().enter(command)).with(site.environment()).require();
  }

  /** One transaction: the underlay's bridge, the guests' bridge and all ports. */
  private List<String> bridges() {
    Host.SwitchHost host = site.host();
    List<String> words = new ArrayList<>();
    words.addAll(bridge(Plan.UNDERLAY_BRIDGE, "standalone"));
    words.addAll(List.of("--", "add-port", Plan.UNDERLAY_BRIDGE, Plan.UPLINK));
    words.add("--");
    // Secure: until somebody programs it, this bridge forwards nothing at all.
    words.addAll(bridge(host.bridge(), "secure"));
    int ofport = 0;
    for (String port : Plan.attachedPorts(host)) {
      ofport++;
      words.addAll(List.of("--", "add-port", host.bridge(), port));
      words.addAll(List.of("--", "set", "Interface", port, "ofport_request=" + ofport));
    }
    if (host.role() == Role.OVN) {
      words.addAll(Ovn.chassis(site));
    }
    Plan.accesses(host).forEach(access -> words.addAll(access(host, access)));
    for (Tunnel tunnel : host.tunnels()) {
      plan.topology().tunnelEnd(tunnel.to()).ifPresent(to -> words.addAll(tunnel(tunnel, to)));
    }
    return words;
  }

  private static List<String> bridge(String name, String failMode) {
    return List.of(
        "add-br",
        name,
        "--",
        "set",
        "Bridge",
        name,
        "datapath_type=netdev",
        "fail_mode=" + failMode);
  }

  /** Guests are in VLANs here; the trunk carries all of them, VLAN 0 without a tag. */
  private static List<String> access(Host.SwitchHost host, Plan.Access access) {
    List<String> words = new ArrayList<>(List.of("--"));
    words.addAll(bridge(access.bridge(), "standalone"));
    words.addAll(List.of("--", "add-port", access.bridge(), access.trunk()));
    for (Guest guest : access.guests()) {
      String tag = "tag=" + guest.vlan().orElseThrow();
      words.addAll(List.of("--", "add-port", access.bridge(), Plan.cableEnd(host, guest), tag));
    }
    return words;
  }

  private List<String> tunnel(Tunnel tunnel, Host.SwitchHost to) {
    String port = "vx" + tunnel.ofport();
    return List.of(
        "--",
        "add-port",
        site.host().bridge(),
        port,
        "--",
        "set",
        "Interface",
        port,
        "type=vxlan",
        "ofport_request=" + tunnel.ofport(),
        "options:remote_ip=" + to.underlay().address(),
        "options:local_ip=" + site.host().underlay().address(),
        "options:key=flow");
  }
}
