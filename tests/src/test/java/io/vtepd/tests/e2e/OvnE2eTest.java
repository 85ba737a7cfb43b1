package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * OVN's ovn-controller-vtep, under a whole OVN, brings the database to the same contents on the
 * original's server and on ours.
 */
@Tag("system")
@Timeout(120)
class OvnE2eTest {

  private static final String GATEWAY =
      "add-ps gw -- set Physical_Switch gw tunnel_ips=192.0.2.1 -- add-port gw p1 -- add-ls net"
          + " -- bind-ls gw p1 100 net";
  private static final String STATE =
      "-f csv --no-headings list-remote-macs net"
          + " -- --columns=name,tunnel_key,replication_mode list Logical_Switch"
          + " -- --columns=dst_ip list Physical_Locator"
          + " -- --columns=locators list Physical_Locator_Set";
  private static final String MONITOR =
      """
      {"Logical_Switch": {}, "Ucast_Macs_Remote": {"columns": ["MAC"]}, "Mcast_Macs_Remote": {},
       "Physical_Locator": {"columns": ["dst_ip"]}, "Physical_Locator_Set": {},
       "Physical_Switch": {}, "Physical_Port": {}, "Global": {}}
      """;

  @TempDir private Path folder;
  private OvnCentral central;
  private OvsdbProcess vtep;
  private Program controller;

  @BeforeEach
  void startOvn() throws IOException {
    central = OvnCentral.start(folder.resolve("ovn"));
  }

  @AfterEach
  void endAll() throws IOException {
    try (OvnCentral _ = central;
        OvsdbProcess _ = vtep;
        Program _ = controller) {
      // Closed in the reverse order.
    }
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void macsAndLocatorSetsFollowThePortsOfTheNetwork(Maker maker) throws Exception {
    serveGateway(maker);
    central.addHypervisorPort(1);
    central.addVtepPort("gw", "net");
    awaitNetwork("1", "02:00:00:00:00:01 192.0.2.11");
    assertThat(central.sbctl("--columns=ip find Encap chassis_name=gw")).contains("192.0.2.1");

    central.addHypervisorPort(2);
    awaitNetwork("1", "02:00:00:00:00:01 192.0.2.11", "02:00:00:00:00:02 192.0.2.12");
    central.nbctl("lsp-del port1");
    awaitNetwork("1", "02:00:00:00:00:02 192.0.2.12");
    central.nbctl("lsp-del toVtep");
    awaitNetwork("0");
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void restartedControllerWritesNothingAndOneThatLeavesTidiesUp(Maker maker) throws Exception {
    serveGateway(maker);
    central.addHypervisorPort(1);
    central.addVtepPort("gw", "net");
    awaitNetwork("1", "02:00:00:00:00:01 192.0.2.11");
    try (JsonRpcPeer monitor = vtep.connect()) {
      monitor.call(
          "monitor", Json.of("hardware_vtep"), Json.of("m"), JsonReader.parse(MONITOR.strip()));
      controller.close();
      startController();
      central.addHypervisorPort(2);
      // Whatever the new controller had written before would have come before this.
      assertThat(tablesOf(monitor.next().orElseThrow()))
          .containsExactlyInAnyOrder(
              "Ucast_Macs_Remote", "Mcast_Macs_Remote", "Physical_Locator", "Physical_Locator_Set");
    }
    askControllerToExit();
    awaitNetwork("[]");
    assertThat(central.sbctl("--bare --columns=name find Chassis name=gw")).isBlank();
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void movedPortsAndChangedAddressesAreFollowedOverAServersRestart(Maker maker) throws Exception {
    serveGateway(maker);
    central.addVtepPort("gw", "net");
    central.addHypervisorPort(1);
    central.addHypervisorPort(2);
    awaitNetwork("1", "02:00:00:00:00:01 192.0.2.11", "02:00:00:00:00:02 192.0.2.12");
    vtep.kill();
    central.sbctl("lsp-unbind port2 -- lsp-bind port2 hv1");
    vtep.startAgain();
    awaitNetwork("1", "02:00:00:00:00:01 192.0.2.11", "02:00:00:00:00:02 192.0.2.11");
    vtepctl("set Physical_Switch gw tunnel_ips=192.0.2.9");
    Awaitility.await("the encapsulation's new address")
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () -> central.sbctl("--columns=ip find Encap chassis_name=gw").contains("192.0.2.9"));
  }

  private void serveGateway(Maker maker) throws IOException {
    vtep = OvsdbProcess.create(maker, folder.resolve("vtep"), Schemas.hardwareVtep());
    vtepctl(GATEWAY);
    startController();
    Awaitility.await("chassis of the gateway")
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> central.sbctl("list Chassis").contains("gw"));
  }

  private void startController() throws IOException {
    String target = "unix:" + vtep.socket();
    controller = central.startController(folder.resolve("controller"), target, List.of());
  }

  private void askControllerToExit() throws IOException {
    String socket = "ovn-controller-vtep." + controller.pid() + ".ctl";
    Commands.run("ovs-appctl", "-t", folder.resolve("controller").resolve(socket) + "", "exit");
    controller.awaitEnd();
  }

  private String vtepctl(String words) throws IOException {
    List<String> command = new ArrayList<>(List.of("vtep-ctl", "--db=unix:" + vtep.socket()));
    command.addAll(List.of(words.split(" ")));
    return Commands.run(command.toArray(String[]::new));
  }

  /**
   * Waits until the network has that tunnel key, these stations, each as MAC and locator, a flood
   * to all of these locators, and no row is left over.
   */
  private void awaitNetwork(String key, String... stations) {
    StringBuilder expected = new StringBuilder("ucast-mac-remote\nmcast-mac-remote\n");
    expected.append("net," + key + ",source_node\n");
    Set<String> locators = new TreeSet<>();
    for (String station : stations) {
      expected.append(station.replace(" ", " -> vxlan_over_ipv4/")).append('\n');
      locators.add(station.substring(station.indexOf(' ') + 1));
    }
    locators.forEach(l -> expected.append("unknown-dst -> vxlan_over_ipv4/" + l + "\n"));
    locators.forEach(l -> expected.append(l).append('\n'));
    if (!locators.isEmpty()) {
      expected.append(Collections.nCopies(locators.size(), "<uuid>"));
    }
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () -> assertThat(state()).isEqualTo(Printed.level(expected.toString().strip())));
  }

  private String state() throws IOException {
    String printed = vtepctl(STATE).replace("\"", "");
    return Printed.level(printed.replaceAll("\\n+", "\n").strip());
  }

  private static List<String> tablesOf(Json.Obj update) {
    Json.Arr params = (Json.Arr) update.get("params").orElseThrow();
    return List.copyOf(((Json.Obj) params.get(1)).members().keySet());
  }
}
