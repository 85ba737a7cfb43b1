package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.awaitility.Awaitility.await;

import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.bridge.testbed.OvsSandbox;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names that Open vSwitch takes, however odd. */
@Tag("system")
class NamesE2eTest {

  private static final List<String> BRIDGES =
      List.of("tor1", "gateway with a very long name of many words", "süd \"1\" 'x' =;");
  private static final List<String> PORTS = List.of("port 1", "p\"2\"", "grün/3:a,b=[c]{d}");
  private static final String FRAME = "ffffffffffff" + "020000000001" + "0800" + "00".repeat(46);

  @Test
  void forwardsBetweenPortsOfAnyNameOnBridgesOfAnyName() throws Exception {
    try (ScriptedVtep vtep = new ScriptedVtep()) {
      OvsSandbox ovs = vtep.ovs();
      ScriptedDatabase database = vtep.database();
      for (int i = 0; i < BRIDGES.size(); i++) {
        ovs.addBridge(BRIDGES.get(i));
        Uuid tor = database.physicalSwitch(BRIDGES.get(i), "10.9.0." + (1 + i));
        Uuid red = database.logicalSwitch("red" + i, OptionalLong.of(5001 + i));
        for (String name : PORTS) {
          String port = name + i;
          ovs.vsctl("add-port", BRIDGES.get(i), port, "--", "set", "interface", port, "type=dummy");
          database.bind(database.port(tor, port), 0, red);
        }
      }
      database.commit();
      try (OpenVswitchDriver driver = vtep.start()) {
        for (String bridge : BRIDGES) {
          vtep.awaitFlows(bridge, 130, 2 * PORTS.size());
        }
        await().atMost(ScriptedVtep.PATIENCE).until(() -> driver.settled().get());
        for (int i = 0; i < BRIDGES.size(); i++) {
          ovs.appctl("netdev-dummy/receive", PORTS.get(0) + i, FRAME);
          String last = PORTS.get(2) + i;
          eventually(
              last,
              () ->
                  ovs.vsctl("get", "interface", last, "statistics:tx_packets").trim().equals("1"));
        }
      }
    }
  }
}
