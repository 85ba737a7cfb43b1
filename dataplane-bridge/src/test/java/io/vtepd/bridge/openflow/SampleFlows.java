package io.vtepd.bridge.openflow;

import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Action.CloneActions;
import io.vtepd.bridge.openflow.action.Action.Output;
import io.vtepd.bridge.openflow.action.Action.SetField;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.action.Learn;
import io.vtepd.bridge.openflow.action.LearnSpec;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.FieldRange;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One flow of every kind that the pipeline needs, valid on a switch with ports 1 and 2. */
public final class SampleFlows {

  private static final long METADATA = 0x1122334455667788L;
  private static final long GUEST = 0x020000000001L;

  private SampleFlows() {}

  public static List<Flow> all() {
    List<Flow> flows = new ArrayList<>();
    flows.addAll(classify());
    flows.addAll(registers());
    flows.addAll(learning());
    flows.addAll(answers());
    flows.addAll(egress());
    flows.addAll(ipv4());
    flows.addAll(ipv6());
    return flows;
  }

  private static Flow flow(int table, int priority, Match match, Instructions instructions) {
    Cookie cookie = new Cookie(0x7654000000000000L + table * 1000L + priority);
    return Flow.of(TableId.of(table), priority, match, instructions, cookie);
  }

  private static List<Flow> classify() {
    Match.Builder port = Match.builder().inPort(Ofport.of(1));
    return List.of(
        flow(
            0,
            100,
            Match.builder().inPort(Ofport.of(1)).vlanNone().build(),
            Instructions.apply(SetField.of(Field.REG1, 0x1000))
                .withMetadata(METADATA)
                .thenGoto(TableId.of(1))),
        flow(
            0,
            101,
            Match.builder().inPort(Ofport.of(1)).vlan(5).build(),
            Instructions.apply(
                    new Action.PopVlan(),
                    SetField.of(Field.REG1, 0x1005),
                    SetField.load(Bits.of(5), new FieldRange(Field.REG2, 4, 12)))
                .withMetadata(METADATA, 0xffffffffL << 8)
                .thenGoto(TableId.of(1))),
        flow(0, 90, port.vlanPresent().build(), Instructions.DROP),
        flow(0, 91, Match.builder().vlan(0).build(), Instructions.DROP),
        flow(
            0,
            80,
            Match.builder().masked(Field.ETH_DST, 0x0180c2000000L, 0xfffffffffff0L).build(),
            Instructions.DROP),
        flow(
            0,
            81,
            Match.builder().masked(Field.ETH_SRC, 0x010000000000L, 0x010000000000L).build(),
            Instructions.DROP));
  }

  private static List<Flow> registers() {
    return List.of(
        flow(
            0,
            70,
            Match.builder().inPort(Ofport.of(2)).tunnelId(100).build(),
            Instructions.apply(
                SetField.of(Field.REG1, 0xffffffffL),
                SetField.of(Field.METADATA, METADATA),
                Action.Resubmit.to(TableId.of(10)),
                new Action.Resubmit(Ofport.of(1), TableId.of(2)))),
        flow(
            0,
            60,
            Match.builder()
                .masked(Field.TUNNEL_ID, 0x64, 0xfff)
                .metadata(7)
                .register(1, 5)
                .masked(Field.REG2, 0x100, 0xf00)
                .register(15, -1)
                .build(),
            Instructions.apply(new Action.ToGroup(new GroupId(5)))),
        flow(
            0,
            50,
            Match.builder()
                .exact(Field.XREG1, 0x100000002L)
                .masked(Field.XXREG3, new Bits(3, 4), new Bits(-1, 0xff))
                .build(),
            Instructions.DROP),
        flow(0, 0, Match.ALL, Instructions.DROP),
        new Flow(
            TableId.of(30),
            1,
            Match.ALL,
            Instructions.DROP,
            Cookie.ZERO,
            600,
            900,
            FlowFlags.SEND_FLOW_REMOVED));
  }

  private static List<Flow> learning() {
    Learn full =
        Learn.into(TableId.of(5))
            .priority(7)
            .cookie(new Cookie(0x7654000000000008L))
            .idleTimeoutS(300)
            .hardTimeoutS(600)
            .sendFlowRemoved()
            .deleteLearned()
            .limit(10)
            .spec(LearnSpec.matchSame(Field.METADATA))
            .spec(LearnSpec.match(Field.ETH_SRC, Field.ETH_DST))
            .spec(LearnSpec.match(0x800, Field.ETH_TYPE))
            .spec(new LearnSpec.MatchValue(Bits.of(5), new FieldRange(Field.REG7, 3, 5)))
            .spec(LearnSpec.load(Field.REG1, Field.REG2))
            .spec(new LearnSpec.LoadValue(Bits.of(5), FieldRange.all(Field.REG3)))
            .spec(LearnSpec.load(Field.TUNNEL_ID, Field.TUNNEL_ID))
            .spec(
                new LearnSpec.LoadField(
                    new FieldRange(Field.REG1, 12, 16), new FieldRange(Field.REG4, 0, 16)))
            .spec(new LearnSpec.OutputField(FieldRange.all(Field.IN_PORT_16)))
            .build();
    Learn small =
        Learn.into(TableId.of(6))
            .spec(
                new LearnSpec.MatchField(
                    new FieldRange(Field.VLAN_TCI, 0, 12), new FieldRange(Field.VLAN_TCI, 0, 12)))
            .spec(LearnSpec.match(Field.ETH_SRC, Field.ETH_DST))
            .build();
    return List.of(
        flow(
            2,
            100,
            Match.builder().metadata(1).register(1, 0x1000).build(),
            Instructions.apply(new Action.Learned(full)).thenGoto(TableId.of(3))),
        flow(
            2,
            99,
            Match.builder().metadata(2).build(),
            Instructions.apply(new Action.Learned(small), Output.to(Ofport.of(2)))));
  }

  private static List<Flow> answers() {
    return List.of(
        flow(
            9,
            10,
            Match.builder()
                .ethType(0x0806)
                .exact(Field.ARP_OP, 1)
                .exact(Field.ARP_TPA, 0x0a000001)
                .metadata(3)
                .build(),
            Instructions.apply(
                new Action.Move(FieldRange.all(Field.ETH_SRC), FieldRange.all(Field.ETH_DST)),
                SetField.of(Field.ETH_SRC, GUEST),
                SetField.of(Field.ARP_OP, 2),
                new Action.Move(FieldRange.all(Field.ARP_SHA), FieldRange.all(Field.ARP_THA)),
                SetField.of(Field.ARP_SHA, GUEST),
                new Action.Move(FieldRange.all(Field.ARP_SPA), FieldRange.all(Field.ARP_TPA)),
                SetField.of(Field.ARP_SPA, 0x0a000001),
                Output.to(Ofport.IN_PORT))),
        flow(
            9,
            11,
            Match.builder()
                .ethType(0x0806)
                .masked(Field.ARP_SPA, 0x0a000000, 0xff000000L)
                .exact(Field.ARP_SHA, GUEST)
                .build(),
            Instructions.apply(Output.to(Ofport.LOCAL))));
  }

  private static List<Flow> egress() {
    return List.of(
        flow(
            11,
            10,
            Match.builder().register(2, 0x1005).build(),
            Instructions.apply(
                CloneActions.of(
                    SetField.of(Field.IN_PORT_16, 0),
                    Action.PushVlan.DOT1Q,
                    SetField.of(Field.VLAN_VID, 0x1005),
                    Output.to(Ofport.of(1)),
                    CloneActions.of(Output.to(Ofport.of(2)))),
                new Action.OutputField(new FieldRange(Field.REG2, 12, 16), 0))),
        flow(
            11,
            11,
            Match.builder().register(2, 0x2000).build(),
            Instructions.apply(
                SetField.of(Field.TUNNEL_ID, 100),
                new Action.Move(
                    new FieldRange(Field.REG2, 12, 16), new FieldRange(Field.REG3, 0, 16)),
                Output.to(Ofport.CONTROLLER),
                Output.to(Ofport.FLOOD),
                Output.to(Ofport.ALL),
                Output.to(Ofport.NORMAL))),
        flow(
            11,
            12,
            Match.builder().register(2, 0x3000).build(),
            new Instructions(
                List.of(SetField.of(Field.XREG0, 5), SetField.of(Field.XXREG1, new Bits(1, 2))),
                true,
                List.of(Output.to(Ofport.of(1))),
                Optional.empty(),
                Optional.empty(),
                List.of())));
  }

  private static List<Flow> ipv4() {
    return List.of(
        flow(
            12,
            10,
            Match.builder()
                .ethType(0x0800)
                .exact(Field.IP_PROTO, 17)
                .masked(Field.IPV4_SRC, 0x0a000000, 0xff000000L)
                .exact(Field.UDP_DST, 4789)
                .build(),
            Instructions.apply(
                new Action.DecrementTtl(),
                SetField.of(Field.IPV4_DST, 1),
                Output.to(Ofport.of(2)))),
        flow(
            12,
            11,
            Match.builder()
                .ethType(0x0800)
                .exact(Field.IP_PROTO, 6)
                .exact(Field.TCP_DST, 80)
                .masked(Field.TCP_FLAGS, 2, 2)
                .exact(Field.IPV4_DST, 0x0a000001)
                .build(),
            Instructions.apply(Output.to(Ofport.of(2)))),
        flow(
            12,
            12,
            Match.builder()
                .ethType(0x0800)
                .exact(Field.IP_PROTO, 1)
                .exact(Field.ICMPV4_TYPE, 8)
                .exact(Field.IP_TTL, 64)
                .exact(Field.IP_DSCP, 10)
                .exact(Field.IP_ECN, 1)
                .build(),
            Instructions.apply(
                SetField.of(Field.ICMPV4_TYPE, 0),
                new Action.Move(FieldRange.all(Field.IPV4_SRC), FieldRange.all(Field.IPV4_DST)),
                SetField.of(Field.IP_TTL, 64))));
  }

  private static List<Flow> ipv6() {
    return List.of(
        flow(
            12,
            13,
            Match.builder()
                .ethType(0x86dd)
                .exact(Field.IP_PROTO, 58)
                .exact(Field.ICMPV6_TYPE, 135)
                .exact(Field.ND_TARGET, new Bits(0xfe80000000000000L, 1))
                .build(),
            Instructions.apply(
                SetField.of(Field.IPV6_SRC, new Bits(0xfe80000000000000L, 2)),
                new SetField(Field.REG5, Bits.of(1), Bits.of(3)),
                SetField.of(Field.ND_TARGET, new Bits(0xfe80000000000000L, 2)))),
        flow(
            12,
            14,
            Match.builder()
                .ethType(0x0800)
                .masked(Field.CT_STATE, 0x20, 0x20)
                .masked(Field.PACKET_MARK, 1, 1)
                .exact(Field.VLAN_PCP, 3)
                .vlan(7)
                .masked(Field.IP_FRAG, 1, 1)
                .build(),
            Instructions.DROP));
  }
}
