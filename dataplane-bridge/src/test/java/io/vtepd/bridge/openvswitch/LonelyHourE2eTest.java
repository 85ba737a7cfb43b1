package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.bridge.testbed.OvsSandbox;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A controller that is gone for an hour: nothing changes in the database, and the clock of a real
 * Open vSwitch is put an hour forward. What it said stays; what was learned ages.
 */
@Tag("system")
class LonelyHourE2eTest {

  private static final String FRAME = "ffffffffffff" + "020000000001" + "88b5" + "00".repeat(46);
  private static final String HOUR_MS = "3600000";
  private static final String STEP_MS = "10000";

  @Test
  void keepsWhatTheControllerSaidAndFollowsItWhenItIsBack() throws Exception {
    try (ScriptedVtep vtep = new ScriptedVtep()) {
      OvsSandbox ovs = vtep.ovs();
      ovs.addBridge("tor1");
      ovs.addDummyPort("tor1", "p1", 1);
      ScriptedDatabase database = vtep.database();
      Uuid red = contents(database);
      database.commit();
      try (OpenVswitchDriver driver = vtep.start()) {
        await().atMost(ScriptedVtep.PATIENCE).until(() -> flows(ovs, 80).size() == 3);
        await().atMost(ScriptedVtep.PATIENCE).until(() -> driver.settled().get());
        List<String> before = flows(ovs);
        eventually(
            "learned",
            () -> {
              ovs.appctl("netdev-dummy/receive", "p1", FRAME);
              return vtep.flowCount("tor1", 65) == 1;
            });

        ovs.appctl("time/stop");
        ovs.appctl("time/warp", HOUR_MS, STEP_MS);
        eventually("aged", () -> vtep.flowCount("tor1", 65) == 0);
        eventually("all else is as it was", () -> flows(ovs).equals(before));
        assertThat(driver.settled().get()).isTrue();

        Uuid other = database.locator("192.0.2.13", OptionalLong.empty());
        database.remoteMac("02:00:00:00:00:02", red, other);
        database.remoteMac("02:00:00:00:00:04", red, other);
        vtep.commit();
        eventually("the new contents", () -> flows(ovs, 80).size() == 4);
      }
    }
  }

  /** Two stations behind a tunnel, and a flood. */
  private static Uuid contents(ScriptedDatabase database) {
    Uuid tor = database.physicalSwitch("tor1", "192.0.2.1");
    Uuid red = database.logicalSwitch("red", OptionalLong.of(5000));
    Uuid far = database.locator("192.0.2.11", OptionalLong.empty());
    database.bind(database.port(tor, "p1"), 0, red);
    database.remoteMac("02:00:00:00:00:02", red, far);
    database.remoteMac("02:00:00:00:00:03", red, far);
    database.remoteGroup("unknown-dst", red, database.locatorSet(far));
    return red;
  }

  /** All but what was learned. */
  private static List<String> flows(OvsSandbox ovs) {
    return ovs.ofctl("--no-stats", "dump-flows", ovs.target("tor1"))
        .lines()
        .filter(line -> !line.contains("table=65,"))
        .toList();
  }

  private static List<String> flows(OvsSandbox ovs, int table) {
    return ovs.ofctl("--no-stats", "dump-flows", ovs.target("tor1"), "table=" + table)
        .lines()
        .filter(line -> line.contains("table=" + table))
        .toList();
  }
}
