package io.vtepd.bridge.openvswitch;

import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.bridge.feedback.FeedbackSettings;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import io.vtepd.bridge.replica.OvsdbServerProcess;
import io.vtepd.bridge.replica.Replica;
import io.vtepd.bridge.replica.ReplicaOptions;
import io.vtepd.bridge.replica.Selection;
import io.vtepd.bridge.testbed.OvsSandbox;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.tls.stream.Transport;
import io.vtepd.vtep.HardwareVtepSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A host with a VTEP: Open vSwitch in a namespace of its own, a bridge that is the Physical_Switch,
 * an uplink, guests, a hardware_vtep database on the reference server, and a driver between them
 * that can be stopped and started.
 */
final class VtepHost implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final int number;
  private final Namespace namespace;
  private final OvsSandbox ovs;
  private final OvsdbServerProcess database;
  private final Map<String, Namespace> guests = new HashMap<>();
  private final AtomicInteger reportCount = new AtomicInteger();
  private EventLoopGroup group;
  private Replica replica;
  private OpenVswitchDriver driver;
  private PipelineSettings pipeline = PipelineSettings.DEFAULT;
  private FeedbackSettings feedback = FeedbackSettings.DEFAULT;

  private VtepHost(int number) throws Exception {
    this.number = number;
    this.ovs = OvsSandbox.start();
    this.namespace = Namespace.of(ovs.namespace());
    this.database = OvsdbServerProcess.start("vtep.ovsschema");
    ovs.addBridge(bridge());
    vtepCtl("add-ps", bridge());
    vtepCtl("set", "Physical_Switch", bridge(), "tunnel_ips=" + tunnelIp());
  }

  /**
   * @param number 1 to 250; the tunnel IP is 10.9.0.number
   */
  static VtepHost create(int number) throws Exception {
    return new VtepHost(number);
  }

  String bridge() {
    return "vtep" + number;
  }

  String tunnelIp() {
    return "10.9.0." + number;
  }

  OvsSandbox ovs() {
    return ovs;
  }

  Namespace namespace() {
    return namespace;
  }

  void withMacAge(int seconds) {
    pipeline = new PipelineSettings(seconds, pipeline.macLimit());
  }

  void withMacLimit(int limit) {
    pipeline = new PipelineSettings(pipeline.macAgeS(), limit);
  }

  void withPortHold(long holdMs) {
    feedback = new FeedbackSettings(holdMs, feedback.batchLimit(), feedback.statisticsMs());
  }

  void withStatisticsEvery(long everyMs) {
    feedback = new FeedbackSettings(feedback.portHoldMs(), feedback.batchLimit(), everyMs);
  }

  /** Connects the underlays of two hosts: the uplink is a port of a bridge that has the address. */
  void connect(VtepHost other) {
    namespace.link("up" + other.number, other.namespace, "up" + number);
    addUplink("up" + other.number);
    other.addUplink("up" + number);
  }

  private void addUplink(String device) {
    if (!ovs.vsctl("list-br").contains("br-phy")) {
      ovs.vsctl("add-br", "br-phy", "--", "set", "bridge", "br-phy", "datapath_type=netdev");
      namespace.exec("ip", "addr", "add", tunnelIp() + "/24", "dev", "br-phy");
      namespace.raise("br-phy");
    }
    ovs.vsctl("add-port", "br-phy", device);
  }

  /** Gives the underlay its address again, after the switch with its ports was killed. */
  void raiseUnderlay() {
    if (!namespace.exec("ip", "addr", "show", "dev", "br-phy").contains(tunnelIp() + "/24")) {
      namespace.exec("ip", "addr", "add", tunnelIp() + "/24", "dev", "br-phy");
    }
    namespace.raise("br-phy");
  }

  /** A guest with a port of its own on the VTEP's bridge. */
  Namespace addGuest(String name, String port, String mac, String ip) {
    return addGuest(name, bridge(), port, mac, ip);
  }

  /** A guest with a port of its own on some bridge. */
  Namespace addGuest(String name, String bridge, String port, String mac, String ip) {
    Namespace guest = newGuest(name, port, mac, ip);
    ovs.vsctl("add-port", bridge, port);
    return guest;
  }

  /** One more address of the underlay. */
  void addAddress(String address) {
    namespace.exec("ip", "addr", "add", address + "/24", "dev", "br-phy");
  }

  /** A bridge that is one more Physical_Switch. */
  void addSwitch(String bridge, String tunnelIp) {
    ovs.addBridge(bridge);
    vtepCtl("add-ps", bridge);
    vtepCtl("set", "Physical_Switch", bridge, "tunnel_ips=" + tunnelIp);
  }

  /** A guest behind an access switch that tags its frames on the way to a port of the VTEP. */
  Namespace addTaggedGuest(String name, String port, int vlan, String mac, String ip) {
    String access = "acc-" + port;
    if (!ovs.vsctl("list-br").contains(access)) {
      ovs.vsctl("add-br", access, "--", "set", "bridge", access, "datapath_type=netdev");
      namespace.link(port, namespace, "t-" + port);
      ovs.vsctl(
          "add-port",
          access,
          "t-" + port,
          "--",
          "set",
          "port",
          "t-" + port,
          "vlan_mode=native-untagged",
          "tag=4000");
      ovs.vsctl("add-port", bridge(), port);
    }
    Namespace guest = newGuest(name, "a-" + name, mac, ip);
    ovs.vsctl("add-port", access, "a-" + name, "tag=" + (vlan == 0 ? 4000 : vlan));
    return guest;
  }

  /** A port of any bridge with nobody behind it. */
  void addPort(String someBridge, String port) {
    namespace.link(port, namespace, "t-" + port);
    ovs.vsctl("add-port", someBridge, port);
  }

  private Namespace newGuest(String name, String device, String mac, String ip) {
    Namespace guest = Namespace.create(namespace.name() + "-" + name);
    guests.put(name, guest);
    guest.link("eth0", namespace, device);
    guest.exec("ip", "link", "set", "eth0", "address", mac, "mtu", "1450");
    guest.exec("ip", "addr", "add", ip, "dev", "eth0");
    return guest;
  }

  String vtepCtl(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("vtep-ctl", "--db=" + database.target(), "--timeout=10"));
    command.addAll(List.of(arguments));
    return Namespace.run(command);
  }

  /** A column of all rows that fit, one a line. */
  String rows(String table, String columns, String... conditions) {
    List<String> arguments =
        new ArrayList<>(List.of("--bare", "--no-headings", "--columns=" + columns, "find", table));
    arguments.addAll(List.of(conditions));
    return vtepCtl(arguments.toArray(String[]::new)).trim();
  }

  /** A logical switch bound on ports, given as {@code port/vlan}. */
  void addLogicalSwitch(String name, int key, String... bindings) {
    vtepCtl("add-ls", name, "--", "set", "Logical_Switch", name, "tunnel_key=" + key);
    for (String binding : bindings) {
      bind(name, binding);
    }
  }

  void bind(String logicalSwitch, String binding) {
    bind(bridge(), logicalSwitch, binding);
  }

  void bind(String physicalSwitch, String logicalSwitch, String binding) {
    String port = binding.substring(0, binding.indexOf('/'));
    String vlan = binding.substring(binding.indexOf('/') + 1);
    eventually(
        "port " + port, () -> vtepCtl("list-ports", physicalSwitch).lines().anyMatch(port::equals));
    vtepCtl("bind-ls", physicalSwitch, port, vlan, logicalSwitch);
  }

  /** Sets columns of all rows of Tunnel, once there are that many, as {@code vtep-ctl set} does. */
  void setBfd(int tunnels, String... settings) {
    eventually("tunnels", () -> tunnels().size() == tunnels);
    for (String uuid : tunnels()) {
      List<String> arguments = new ArrayList<>(List.of("set", "Tunnel", uuid));
      arguments.addAll(List.of(settings));
      vtepCtl(arguments.toArray(String[]::new));
    }
  }

  private List<String> tunnels() {
    return rows("Tunnel", "_uuid").lines().filter(line -> !line.isBlank()).toList();
  }

  void startDriver() {
    group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    replica =
        Replica.start(
            ReplicaOptions.of(database.target(), new Selection.Whole(HardwareVtepSchema.load())),
            Transport.plain(group));
    driver =
        new OpenVswitchDriver(
            replica,
            this::report,
            new OpenVswitchOptions(ovs.runDir(), pipeline, feedback, ns -> {}),
            group);
    driver.start();
  }

  void stopDriver() {
    driver.close();
    replica.shutdown().orTimeout(10, TimeUnit.SECONDS).join();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    driver = null;
  }

  private CompletionStage<TransactionResult> report(List<Operation> operations) {
    reportCount.incrementAndGet();
    return replica.transact(operations);
  }

  /** How many transactions the driver has asked for. */
  int reportCount() {
    return reportCount.get();
  }

  void awaitSettled() {
    eventually("settled", () -> driver.settled().get(10, TimeUnit.SECONDS));
  }

  static void eventually(String what, Callable<Boolean> condition) {
    await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
  }

  String flows() {
    return ovs.ofctl("--no-stats", "dump-flows", ovs.target(bridge()));
  }

  String groups() {
    return ovs.ofctl("dump-groups", ovs.target(bridge())).replaceAll("xid=\\w+", "");
  }

  @Override
  public void close() throws IOException {
    if (driver != null) {
      stopDriver();
    }
    ovs.close();
    database.close();
    guests.values().forEach(Namespace::close);
  }
}
