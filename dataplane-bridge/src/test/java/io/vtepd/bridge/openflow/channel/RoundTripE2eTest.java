package io.vtepd.bridge.openflow.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.openflow.CookieMask;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.SampleFlows;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.FlowStats;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.bridge.openflow.message.RequestBody.FlowDump;
import io.vtepd.bridge.openflow.message.RequestBody.GroupDump;
import io.vtepd.bridge.testbed.OpenFlowDial;
import io.vtepd.bridge.testbed.OvsSandbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("system")
class RoundTripE2eTest {

  private static final Group FAILOVER =
      Group.fastFailover(
          new GroupId(5),
          List.of(
              new Group.Choice(Ofport.of(1), List.of(Action.Output.to(Ofport.of(1)))),
              new Group.Choice(Ofport.of(2), List.of(Action.Output.to(Ofport.of(2))))));

  @Test
  void everyKindOfFlowComesBackEqualInADump() throws Exception {
    try (OvsSandbox ovs = OvsSandbox.startWithDummyPorts()) {
      ovs.addBridge("br0");
      ovs.addDummyPort("br0", "p1", 1);
      ovs.addDummyPort("br0", "p2", 2);
      try (OpenFlowDial dial = OpenFlowDial.to(ovs.managementSocket("br0"))) {
        List<Change> changes = new ArrayList<>();
        changes.add(GroupMod.put(FAILOVER));
        SampleFlows.all().forEach(flow -> changes.add(FlowMod.add(flow)));

        assertThat(OpenFlowDial.get(dial.channel().apply(changes))).isEmpty();

        List<Flow> installed = dump(dial, CookieMask.ANY);
        assertThat(installed).containsExactlyInAnyOrderElementsOf(SampleFlows.all());
        assertThat(OpenFlowDial.get(dial.channel().dumpGroups(GroupDump.ALL)))
            .containsExactly(FAILOVER);
        CookieMask table12 = new CookieMask(0x7654000000000000L + 12012, -1L);
        assertThat(dump(dial, table12)).hasSize(1);
      }
    }
  }

  private static List<Flow> dump(OpenFlowDial dial, CookieMask cookies) throws Exception {
    return OpenFlowDial.get(dial.channel().dumpFlows(FlowDump.of(TableId.ALL, cookies))).stream()
        .map(FlowStats::flow)
        .toList();
  }
}
