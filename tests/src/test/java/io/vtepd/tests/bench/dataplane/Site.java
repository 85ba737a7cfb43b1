package io.vtepd.tests.bench.dataplane;

import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.bench.Client;
import io.vtepd.tests.bench.Contender;
import io.vtepd.tests.bench.PlainWire;
import io.vtepd.tests.bench.ProcessMeter;
import io.vtepd.tests.bench.Shell;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.tests.peer.Program;
import io.vtepd.tests.peer.SwitchProcess;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An Open vSwitch of its own in a network namespace, whose bridge has tap ports p1, p2, ... with
 * these numbers, and a gateway on it: vtepd or Debian's ovs-vtep.
 */
final class Site implements AutoCloseable {

  static final String BRIDGE = "gw0";
  static final String TUNNEL_IP = "192.0.2.1";

  /** Stands for the script of Debian's package openvswitch-vtep. */
  static final Path OVS_VTEP = Path.of("/usr/share/openvswitch/scripts/ovs-vtep");

  /** Nothing more comes, after what can be known to come. */
  static final int QUIET_MS = 1_500;

  private static final long PATIENCE_S = 120;
  private static final Pattern FLOW_COUNTS =
      Pattern.compile("flows_wanted (?<wanted>\\d+) +flows_installed (?<installed>\\d+)");
  private static final String VTEP_DB = "vtep.db";
  private static final Path SCHEMAS = Path.of("/usr/share/openvswitch");

  /** vtepd's heap in all rows: that of the row that is to work in it. */
  private static final String JAVA_OPTIONS =
      "-Xmx2g " + System.getenv().getOrDefault("VTEPD_JAVA_OPTIONS", "");

  private final Contender contender;
  private final Path folder;
  private final OvsdbProcess database;
  private final SwitchProcess vswitchd;
  private final Thread atEnd = new Thread(this::abandon);
  private Optional<Program> gateway = Optional.empty();

  private Site(Contender contender, Path folder, int portCount) throws IOException {
    this.contender = contender;
    this.folder = folder;
    if (!Files.exists(hardwareVtep())) {
      String schema = SCHEMAS.resolve("vtep.ovsschema").toString();
      Shell.run("ovsdb-tool", "create", hardwareVtep().toString(), schema);
    }
    // ovs-vtep finds both databases at the default socket.
    String[] more = isOurs() ? new String[0] : new String[] {hardwareVtep().toString()};
    this.database = OvsdbProcess.create(Maker.ORIGINAL, folder, schema("vswitch.ovsschema"), more);
    this.vswitchd = SwitchProcess.start(folder, database.socket());
    Runtime.getRuntime().addShutdownHook(atEnd);
    vswitchd.vsctl("add-br", BRIDGE, "--", "set", "bridge", BRIDGE, "datapath_type=netdev");
    List<String> ports = new ArrayList<>();
    for (int i = 0; i < portCount; i++) {
      String port = Fabric.portName(i);
      ports.addAll(List.of("--", "add-port", BRIDGE, port));
      String number = "ofport_request=" + (i + 1);
      ports.addAll(List.of("--", "set", "interface", port, "type=tap", number));
    }
    vswitchd.vsctl(ports.subList(1, ports.size()).toArray(String[]::new));
  }

  private static Json schema(String file) throws IOException {
    return JsonReader.parse(Files.readString(SCHEMAS.resolve(file)));
  }

  /** A switch with that many ports, an empty hardware_vtep database, and no gateway yet. */
  static Site open(Contender contender, int portCount) throws IOException {
    return new Site(contender, newFolder(), portCount);
  }

  /** As {@link #open}, with what a controller has written into that database. */
  static Site open(Contender contender, int portCount, Path written) throws IOException {
    Path folder = newFolder();
    Files.copy(written, folder.resolve(VTEP_DB));
    return new Site(contender, folder, portCount);
  }

  /** Makes a hardware_vtep database with a fabric and so many MACs more. */
  static Path write(Fabric fabric, int macCount) throws IOException {
    Path folder = newFolder();
    try (OvsdbProcess server =
        OvsdbProcess.create(Maker.ORIGINAL, folder, schema("vtep.ovsschema"))) {
      try (Client controller = connect(server.socket())) {
        fabric.bindNewPorts(controller);
        load(controller, fabric, macCount);
      }
      server.stop();
      Path written = Files.createTempFile("vtepd-bench-", ".db");
      Files.move(server.database(), written, StandardCopyOption.REPLACE_EXISTING);
      return written;
    } finally {
      delete(folder);
    }
  }

  /** A switch with a gateway that has done all of it. */
  static Site filled(Contender contender, Fabric fabric, int macCount) throws IOException {
    Path written = write(fabric, macCount);
    Site site = open(contender, fabric.portCount(), written);
    Files.delete(written);
    try (FlowWatch macs = site.watchMacs(true);
        FlowWatch all = site.watchAll()) {
      site.startGateway();
      macs.awaitCount(Fabric.sampled(fabric.boundMacs() + macCount));
      site.awaitSettled(all);
    }
    return site;
  }

  /**
   * Waits until vtepd says that the switch has confirmed everything. It is not asked before flows
   * cease to come, so as not to be kept from its work.
   *
   * @param all of {@link #watchAll}
   * @return when the last flow came, as System.nanoTime()
   */
  long awaitSettled(FlowWatch all) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    all.awaitQuiet(QUIET_MS);
    Matcher counts = flowCounts();
    while (!counts.group("installed").equals(counts.group("wanted"))) {
      if (System.nanoTime() > deadline) {
        throw new IOException("vtepd has not settled: " + counts.group());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(QUIET_MS));
      counts = flowCounts();
    }
    return all.awaitCount(Long.parseLong(counts.group("installed")));
  }

  private Matcher flowCounts() throws IOException {
    String control = folder.resolve("run/vtepd.ctl").toString();
    String shown = Shell.run("ovs-appctl", "--timeout=20", "-t", control, "vtepd/show");
    Matcher counts = FLOW_COUNTS.matcher(shown);
    if (!counts.find()) {
      throw new IOException("vtepd does not say how many flows it wants: " + shown);
    }
    return counts;
  }

  /** Writes so many MACs, two transactions in flight. */
  static void load(Client controller, Fabric fabric, int macCount) throws IOException {
    controller.askAll(fabric.inserts(fabric.boundMacs(), macCount));
  }

  /** Unix sockets have short names, so not below the project. */
  private static Path newFolder() throws IOException {
    return Files.createTempDirectory("vtepd-bench-");
  }

  private boolean isOurs() {
    return !contender.launcher().equals(OVS_VTEP);
  }

  Path folder() {
    return folder;
  }

  private Path hardwareVtep() {
    return folder.resolve(VTEP_DB);
  }

  private Path vtepSocket() {
    return isOurs() ? folder.resolve("run/vtep.sock") : database.socket();
  }

  SwitchProcess vswitchd() {
    return vswitchd;
  }

  /** Starts the gateway; does not wait until it has done its work. */
  void startGateway() throws IOException {
    if (isOurs()) {
      List<String> command =
          List.of(
              "env",
              "VTEPD_JAVA_OPTIONS=" + JAVA_OPTIONS,
              contender.launcher().toString(),
              "run",
              "--db=" + hardwareVtep(),
              "--physical-switch=" + BRIDGE,
              "--tunnel-ip=" + TUNNEL_IP,
              "--ovs-rundir=" + folder,
              "--rundir=" + folder.resolve("run"),
              "--remote=punix:" + vtepSocket());
      gateway = Optional.of(Program.start(folder, "gateway", command));
    } else {
      List<String> command = List.of(OVS_VTEP.toString(), BRIDGE);
      gateway = Optional.of(Program.start(folder, "gateway", command));
    }
  }

  void stopGateway() throws IOException {
    if (gateway.isPresent()) {
      gateway.get().close();
      gateway = Optional.empty();
    }
  }

  /** A switch with a gateway whose fabric is bound. */
  static Site running(Contender contender, Fabric fabric) throws IOException {
    Site site = open(contender, fabric.portCount());
    if (!site.isOurs()) {
      try (Client operator = site.controller()) {
        operator.ask(Fabric.physicalSwitch());
      }
    }
    site.startGateway();
    try (Client controller = site.controller()) {
      fabric.bind(controller);
    }
    return site;
  }

  /** A controller's connection, as soon as there is somebody to connect to. */
  Client controller() throws IOException {
    if (gateway.isPresent()) {
      gateway.get().awaitSocket(vtepSocket());
    }
    return connect(vtepSocket());
  }

  private static Client connect(Path socket) throws IOException {
    return new Client(new PlainWire(SocketChannel.open(UnixDomainSocketAddress.of(socket))));
  }

  /** Sees the flows of remote MACs come and go, or every {@link Fabric#SAMPLED}th of them. */
  FlowWatch watchMacs(boolean sample) throws IOException {
    Match match = sample ? Fabric.SAMPLE : Fabric.MACS;
    // ovs-vtep makes one bridge a logical switch.
    return isOurs()
        ? FlowWatch.of(vswitchd.managementSocket(BRIDGE), TableId.of(80), match)
        : FlowWatch.of(vswitchd.managementSocket(BRIDGE + "_vtep_ls1"), TableId.of(1), match);
  }

  /** Sees all flows of the bridge. */
  FlowWatch watchAll() throws IOException {
    return FlowWatch.of(vswitchd.managementSocket(BRIDGE), TableId.ALL, Match.ALL);
  }

  /** Makes a port carry frames, with none of its own kernel's. */
  void raisePort(int port) throws IOException {
    String device = Fabric.portName(port);
    Shell.run(
        "nsenter",
        "-t",
        Long.toString(vswitchd.pid()),
        "-n",
        "sh",
        "-c",
        "echo 1 >/proc/sys/net/ipv6/conf/%1$s/disable_ipv6 && ip link set %1$s up"
            .formatted(device));
  }

  /** What the gateway's log says, over all of its starts. */
  String log() throws IOException {
    return gateway.orElseThrow(() -> new IOException("the gateway is not running")).printed();
  }

  ProcessMeter gatewayMeter() throws IOException {
    return new ProcessMeter(
        gateway.orElseThrow(() -> new IOException("the gateway is not running")).pid());
  }

  /** The processor time of the switch's daemon. */
  double switchCpuSeconds() throws IOException {
    return new ProcessMeter(vswitchd.pid()).cpuSeconds();
  }

  /** The processor time of the switch's daemon and of its database server. */
  double openVswitchCpuSeconds() throws IOException {
    return switchCpuSeconds() + new ProcessMeter(database.pid()).cpuSeconds();
  }

  /** How long the log of Open vSwitch's database is: each transaction that changes it adds. */
  long openVswitchDatabaseBytes() throws IOException {
    return Files.size(database.database());
  }

  /** A bench that is broken off leaves nothing behind. */
  private void abandon() {
    try {
      end();
    } catch (IOException e) {
      System.err.println(folder + " could not be removed: " + e);
    }
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(atEnd);
    end();
  }

  private void end() throws IOException {
    stopGateway();
    vswitchd.close();
    database.close();
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
