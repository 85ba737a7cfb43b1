package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.bridge.testbed.OvsSandbox;
import io.vtepd.ovsdb.value.Uuid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many stations: a change costs what it changes, and a restart finds everything in place. */
@Tag("system")
class ScaleE2eTest {

  private static final int STATIONS = 20_000;

  @Test
  void carriesManyStationsAndTouchesNoneAtARestart() throws Exception {
    try (ScriptedVtep vtep = new ScriptedVtep()) {
      OvsSandbox ovs = vtep.ovs();
      ovs.addBridge("tor1");
      ovs.addDummyPort("tor1", "p1", 1);
      ScriptedDatabase database = vtep.database();
      Uuid tor = database.physicalSwitch("tor1", "192.0.2.1");
      Uuid red = database.logicalSwitch("red", OptionalLong.of(5001));
      database.bind(database.port(tor, "p1"), 0, red);
      List<Uuid> locators = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        locators.add(database.locator("192.0.2." + (100 + i), OptionalLong.empty()));
      }
      for (int i = 0; i < STATIONS; i++) {
        String mac = String.format("02:00:00:%02x:%02x:%02x", i >> 16, i >> 8 & 255, i & 255);
        database.remoteMac(mac, red, locators.get(i % locators.size()));
      }
      database.commit();
      long begin = System.nanoTime();
      try (OpenVswitchDriver driver = vtep.start()) {
        vtep.awaitFlows("tor1", 80, STATIONS + 1);
        report("all stations", begin);
        await().atMost(ScriptedVtep.PATIENCE).until(() -> driver.settled().get());
        begin = System.nanoTime();
        database.remoteMac("02:00:01:00:00:00", red, locators.getFirst());
        vtep.commit();
        await()
            .pollInterval(Duration.ofMillis(1))
            .atMost(ScriptedVtep.PATIENCE)
            .until(() -> vtep.flowCount("tor1", 80) == STATIONS + 2);
        report("one more", begin);
      }
      String flows = ovs.ofctl("dump-flows", ovs.target("tor1"), "table=80");
      begin = System.nanoTime();
      try (OpenVswitchDriver driver = vtep.start()) {
        await().atMost(ScriptedVtep.PATIENCE).until(() -> driver.settled().get());
        report("restart", begin);
        assertThat(ovs.ofctl("dump-flows", ovs.target("tor1"), "table=80").lines().count())
            .isEqualTo(flows.lines().count());
        assertThat(ovs.appctl("coverage/read-counter", "ofproto_flush").trim()).isEqualTo("0");
      }
    }
  }

  private static void report(String what, long beginNs) {
    System.out.println(
        "ScaleE2eTest " + what + ": " + (System.nanoTime() - beginNs) / 1_000_000 + " ms");
  }
}
