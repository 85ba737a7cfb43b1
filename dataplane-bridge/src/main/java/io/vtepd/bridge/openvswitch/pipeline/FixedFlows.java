package io.vtepd.bridge.openvswitch.pipeline;

import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.ARP_SUPPRESS;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.CLASSIFY;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.DISPATCH;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.EGRESS;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.EGRESS_ACL;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.FLOOD_BINDINGS;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.FLOOD_LOCAL;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.INGRESS_ACL;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.LEARN;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.LOCAL_MACS;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.LOOKUP;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.MULTICAST;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.REMOTE_MACS;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.ROUTER;
import static io.vtepd.bridge.openvswitch.pipeline.PipelineTable.SNOOP;

import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import java.util.List;

/** The flows that every switch has: what is dropped for all, and the way from table to table. */
final class FixedFlows {

  private static final int DEFAULT = 0;
  private static final int DROP = 100;
  private static final long GROUP_BIT = 0x0100_0000_0000L;
  private static final long BRIDGE_GROUPS = 0x0180_c200_0000L;
  private static final long BRIDGE_GROUPS_MASK = 0xffff_ffff_fff0L;
  private static final int[] TAG_TYPES = {0x8100, 0x88a8};

  private FixedFlows() {}

  static List<Flow> render() {
    return List.of(
        flow(
            CLASSIFY,
            DROP,
            Match.builder().masked(Field.ETH_SRC, GROUP_BIT, GROUP_BIT).build(),
            Instructions.DROP),
        // No station's address, and for some controllers another word for unknown-dst.
        flow(CLASSIFY, DROP, Match.builder().ethSrc(0).build(), Instructions.DROP),
        // IEEE 802.1Q table 8-1: what no bridge forwards, BPDUs among them.
        flow(
            CLASSIFY,
            DROP,
            Match.builder().masked(Field.ETH_DST, BRIDGE_GROUPS, BRIDGE_GROUPS_MASK).build(),
            Instructions.DROP),
        taggedInside(TAG_TYPES[0]),
        taggedInside(TAG_TYPES[1]),
        flow(INGRESS_ACL, DROP, Match.builder().vlanPresent().build(), Instructions.DROP),
        onward(INGRESS_ACL, LEARN),
        onward(LEARN, SNOOP),
        onward(SNOOP, ARP_SUPPRESS),
        onward(ARP_SUPPRESS, ROUTER),
        onward(ROUTER, LOOKUP),
        flow(
            LOOKUP,
            DEFAULT,
            Match.ALL,
            Instructions.apply(Action.Resubmit.to(LOCAL_MACS.id())).thenGoto(DISPATCH.id())),
        flow(
            DISPATCH,
            20,
            Match.builder().register(1, BindingTag.FROM_TUNNEL).register(2, 0).build(),
            Instructions.toTable(FLOOD_BINDINGS.id())),
        flow(
            DISPATCH,
            10,
            Match.builder().register(2, 0).build(),
            Instructions.toTable(REMOTE_MACS.id())),
        onward(DISPATCH, EGRESS_ACL),
        onward(REMOTE_MACS, MULTICAST),
        onward(MULTICAST, FLOOD_LOCAL),
        onward(FLOOD_LOCAL, FLOOD_BINDINGS),
        onward(EGRESS_ACL, EGRESS));
  }

  /**
   * A tag inside would become the frame's only one where it leaves untagged, and so take it into
   * another logical switch. It is a second tag, or the beginning of one in a frame that is too
   * short for Open vSwitch to see it as a tag. By these types it is known while Open vSwitch parses
   * one tag ({@code other_config:vlan-limit}); if it parses more, by a tag that is left when the
   * first is gone.
   */
  private static Flow taggedInside(int innerType) {
    Match match = Match.builder().ethType(innerType).build();
    return flow(CLASSIFY, DROP, match, Instructions.DROP);
  }

  private static Flow onward(PipelineTable from, PipelineTable to) {
    return flow(from, DEFAULT, Match.ALL, Instructions.toTable(to.id()));
  }

  private static Flow flow(
      PipelineTable table, int priority, Match match, Instructions instructions) {
    return Flow.of(
        table.id(), priority, match, instructions, PipelineCookie.of(PipelineCookie.Kind.FIXED));
  }
}
