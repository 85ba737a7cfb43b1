package io.vtepd.bridge.openflow.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.openflow.CookieMask;
import io.vtepd.bridge.openflow.RandomFlows;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.FlowStats;
import io.vtepd.bridge.openflow.message.RequestBody.FlowDump;
import io.vtepd.bridge.testbed.OpenFlowDial;
import io.vtepd.bridge.testbed.OvsSandbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("system")
class RoundTripPropertyE2eTest {

  private static final int FLOWS = 5_000;

  @Test
  void randomFlowsComeBackEqual() throws Exception {
    long seed = Long.getLong("vtepd.seed", System.nanoTime());
    System.out.println("RoundTripPropertyE2eTest seed " + seed);
    RandomFlows flows = new RandomFlows(new Random(seed));
    Map<FlowKey, Flow> wanted = new LinkedHashMap<>();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < FLOWS; i++) {
      Flow flow = flows.next();
      wanted.put(flow.key(), flow);
      changes.add(FlowMod.add(flow));
    }
    try (OvsSandbox ovs = OvsSandbox.startWithDummyPorts()) {
      ovs.addBridge("br0");
      ovs.addDummyPort("br0", "p1", 1);
      ovs.addDummyPort("br0", "p2", 2);
      try (OpenFlowDial dial = OpenFlowDial.to(ovs.managementSocket("br0"))) {
        assertThat(OpenFlowDial.get(dial.channel().apply(changes))).as("seed %d", seed).isEmpty();

        FlowDump all = FlowDump.of(TableId.ALL, CookieMask.ANY);
        List<FlowStats> installed = OpenFlowDial.get(dial.channel().dumpFlows(all));

        assertThat(installed).hasSameSizeAs(wanted.values());
        for (FlowStats each : installed) {
          assertThat(each.flow()).as("seed %d", seed).isEqualTo(wanted.get(each.flow().key()));
        }
      }
    }
  }
}
