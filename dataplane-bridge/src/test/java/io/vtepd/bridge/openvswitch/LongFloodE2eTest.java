package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.bridge.testbed.OvsSandbox;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Floods of one logical switch that are longer than what Open vSwitch does in one go. */
@Tag("system")
class LongFloodE2eTest {

  private static final String BRIDGE = "tor1";
  private static final int VLANS = 1_000;
  private static final List<String> TRUNKS = List.of("p1", "p2", "p3");
  private static final int REMOTES = 1_200;
  private static final String FRAME = "ffffffffffff" + "020000000001";
  private static final Pattern VLAN = Pattern.compile("vlan (\\d+),");
  private static final String PAYLOAD = "0806" + "0001080006040001" + "00".repeat(38);

  private static String capture(OvsSandbox ovs, String port) {
    return ovs.runDir().resolve(port + ".pcap").toString();
  }

  private static void addPort(OvsSandbox ovs, String port) {
    ovs.vsctl("add-port", BRIDGE, port, "--", "set", "interface", port, "type=dummy");
    ovs.vsctl("set", "interface", port, "options:tx_pcap=" + capture(ovs, port));
  }

  private static Stream<String> frames(String file) {
    return Namespace.run(List.of("tcpdump", "-n", "-e", "-r", file)).lines();
  }

  /** The VLANs of the frames that left by a port, in order; 0 for an untagged one. */
  private static List<Integer> sent(OvsSandbox ovs, String port) {
    return frames(capture(ovs, port))
        .filter(line -> line.contains("ethertype"))
        .map(VLAN::matcher)
        .map(found -> found.find() ? Integer.parseInt(found.group(1)) : 0)
        .sorted()
        .toList();
  }

  private static List<Integer> numbers(int first, int last) {
    return Stream.iterate(first, i -> i <= last, i -> i + 1).toList();
  }

  @Test
  void reachesEveryOneOfThreeThousandBindingsOnceButTheOneThatItCameFrom() throws Exception {
    try (ScriptedVtep vtep = new ScriptedVtep()) {
      OvsSandbox ovs = vtep.ovs();
      ScriptedDatabase database = vtep.database();
      ovs.addBridge(BRIDGE);
      Uuid tor = database.physicalSwitch(BRIDGE, "10.9.0.1");
      Uuid red = database.logicalSwitch("red", OptionalLong.of(5001));
      addPort(ovs, "p0");
      database.bind(database.port(tor, "p0"), 0, red);
      for (String trunk : TRUNKS) {
        addPort(ovs, trunk);
        Uuid port = database.port(tor, trunk);
        numbers(1, VLANS).forEach(vlan -> database.bind(port, vlan, red));
      }
      database.commit();
      try (OpenVswitchDriver driver = vtep.start()) {
        vtep.awaitFlows(BRIDGE, 130, 2 * (TRUNKS.size() * VLANS + 1));
        await().atMost(ScriptedVtep.PATIENCE).until(() -> driver.settled().get());
        ovs.appctl("netdev-dummy/receive", "p0", FRAME + PAYLOAD);
        for (String trunk : TRUNKS) {
          eventually(trunk, () -> sent(ovs, trunk).equals(numbers(1, VLANS)));
        }
        assertThat(sent(ovs, "p0")).isEmpty();

        ovs.appctl("netdev-dummy/receive", "p2", FRAME + "81000007" + PAYLOAD);
        eventually("p3", () -> sent(ovs, "p3").size() == 2 * VLANS);
        eventually("p1", () -> sent(ovs, "p1").size() == 2 * VLANS);
        eventually("p2", () -> sent(ovs, "p2").size() == 2 * VLANS - 1);
        assertThat(sent(ovs, "p2")).containsOnlyOnce(7);
        assertThat(sent(ovs, "p0")).containsExactly(0);
      }
    }
  }

  @Test
  void reachesEveryOneOfAThousandRemoteEndpointsOnce() throws Exception {
    try (VtepHost host = VtepHost.create(1);
        VtepHost underlay = VtepHost.create(2)) {
      host.connect(underlay);
      host.namespace().exec("ip", "route", "add", "10.9.0.0/16", "dev", "br-phy");
      host.startDriver();
      Namespace guest = host.addGuest("a", "p1", "02:00:00:00:00:01", "10.0.0.1/24");
      host.addLogicalSwitch("red", 100, "p1/0");
      host.vtepCtl("set", "Logical_Switch", "red", "replication_mode=source_node");
      List<String> remotes = new ArrayList<>();
      for (int i = 0; i < REMOTES; i++) {
        String ip = "10.9." + (1 + i / 250) + "." + (1 + i % 250);
        remotes.addAll(List.of("--", "add-mcast-remote", "red", "unknown-dst", ip));
        host.ovs().appctl("tnl/neigh/set", "br-phy", ip, "02:09:00:00:00:01");
      }
      host.vtepCtl(remotes.subList(1, remotes.size()).toArray(String[]::new));
      eventually(
          "flows",
          () ->
              host.flows().lines().filter(l -> l.contains("reg1,goto_table:10")).count()
                  == REMOTES);
      host.awaitSettled();
      try (Capture uplink = Capture.start(host.namespace(), "up2", "udp", "port", "4789")) {
        guest.start("ping", "-c", "1", "-W", "0.1", "10.0.0.99").waitFor();
        eventually("all", () -> uplink.count(".4789: VXLAN") == REMOTES);
        assertThat(
                uplink.lines().stream()
                    .filter(line -> line.contains(".4789: VXLAN"))
                    .map(line -> line.replaceAll(".* > (\\S+)\\.4789: VXLAN.*", "$1"))
                    .distinct())
            .hasSize(REMOTES);
      }
    }
  }
}
