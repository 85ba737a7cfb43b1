package io.vtepd.bridge.openflow.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.action.Learn;
import io.vtepd.bridge.openflow.action.LearnSpec;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.FieldRange;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Message.Frame;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import io.vtepd.vtep.MacAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bytes that Open vSwitch 3.1 sent, beside what they mean. */
class GoldenVectorsTest {

  private static final long METADATA = 0x1122334455667788L;

  @Test
  void helloWithoutBitmapOffersAllUpToItsVersion() {
    assertDecodes("06 00 0008 00000003", new Message.Hello(Set.of(1, 2, 3, 4, 5, 6)));
  }

  @Test
  void ownHelloCarriesABitmap() {
    assertEncodes(
        """
        06 00 0010 00000001   # OpenFlow 1.5, HELLO, 16 bytes, xid 1
        0001 0008 00000040    # element 1: version bitmap, bit 6
        """,
        1,
        new Message.Hello(Set.of(6)));
  }

  @Test
  void errorNamesTheRefusedMessageByItsXid() {
    assertDecodes(
        """
        06 01 0014 0000000c   # ERROR, xid 12
        0002 0009             # bad action, no such group
        06220060 0000000c     # beginning of the refused message
        """,
        new OpenFlowError(2, 9, OpaqueBytes.ofHex("06220060 0000000c")));
    assertThat(new OpenFlowError(2, 9, OpaqueBytes.EMPTY)).hasToString("bad action: no such group");
  }

  @Test
  void bundleIsOpened() {
    assertBoth(
        """
        06 21 0010 0000000a   # BUNDLE_CONTROL
        00000007 0001 0000    # bundle 7, open reply, no flags
        """,
        10,
        new Message.BundleControl(7, BundleStep.OPENED, 0));
  }

  @Test
  void flowDumpEntryHasItsCountersAndInstructions() {
    Flow flow =
        new Flow(
            TableId.of(0),
            100,
            Match.builder().inPort(Ofport.of(1)).vlanNone().build(),
            Instructions.apply(Action.SetField.of(Field.REG1, 0x1000))
                .withMetadata(METADATA)
                .thenGoto(TableId.of(1)),
            new Cookie(0x7654000000000001L),
            0,
            0,
            FlowFlags.NONE);
    assertBoth(
        """
        06 13 00b0 00000002 0001 0000 00000000       # MULTIPART_REPLY, flows, last part
        00a0 0000 00 00 0064 0000 0000 0000 0000     # 160 bytes, table 0, priority 100, no timeouts
        7654000000000001                             # cookie
        0001 0012 80000004 00000001                  # match: in_port 1
          80000c02 0000 000000000000                 #   vlan_vid: none; padding
        0000 0034                                    # statistics, 52 bytes
          80020008 00000000 0a9c1080                 #   age 0.178 s
          80020208 00000000 0a9c1080                 #   idle 0.178 s
          80020808 0000000000000002                  #   2 packets
          80020a08 0000000000000078 00000000         #   120 bytes; padding
        0004 0018 00000000                           # apply-actions
          0019 0010 00010204 00001000 00000000       #   set-field reg1 = 0x1000
        0002 0018 00000000 1122334455667788 ffffffffffffffff   # write-metadata
        0001 0008 01 000000                          # goto table 1
        """,
        2,
        new Message.MultipartReply(
            false,
            new ReplyBody.Flows(List.of(new FlowStats(flow, 178_000_000L, 178_000_000L, 2, 120)))));
  }

  @Test
  void registersComeBackAsPairsAndAreSplit() {
    Match match =
        Match.builder()
            .masked(Field.TUNNEL_ID, 0x64, 0xfff)
            .register(1, 5)
            .masked(Field.REG2, 0x100, 0xf00)
            .masked(Field.METADATA, 7, 0xf)
            .build();
    Flow flow =
        Flow.of(
            TableId.of(0),
            80,
            match,
            Instructions.apply(new Action.ToGroup(new GroupId(5))),
            new Cookie(6));
    assertDecodes(
        """
        06 13 0090 00000000 0010 0000 00000000       # MULTIPART_REPLY, flow monitor
        0080 0001 00 00 0000 0000 0050 00000000      # 128 bytes, added, table 0, priority 80
        0000000000000006                             # cookie
        0001 0054                                    # match
          80004d10 0000000000000064 0000000000000fff #   tun_id 0x64/0xfff
          80010110 0000000000000005 00000000ffffffff #   xreg0, lower half: reg1 5
          80010310 0000010000000000 00000f0000000000 #   xreg1, upper half: reg2 0x100/0xf00
          80000510 0000000000000007 000000000000000f #   metadata 7/0xf
          00000000
        0004 0010 00000000                           # apply-actions
          0016 0008 00000005                         #   group 5
        """,
        new Message.MultipartReply(
            false, new ReplyBody.FlowUpdates(List.of(new FlowUpdate.Added(flow)))));
  }

  @Test
  void learnWithALimitHasEveryKindOfSpec() {
    Learn learn =
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
            .spec(LearnSpec.load(Field.REG1, Field.REG2))
            .spec(new LearnSpec.LoadValue(Bits.of(5), FieldRange.all(Field.REG3)))
            .spec(LearnSpec.match(0x800, Field.ETH_TYPE))
            .spec(new LearnSpec.OutputField(FieldRange.all(Field.IN_PORT_16)))
            .build();
    assertBoth(
        """
        06 13 00b8 00000000 0010 0000 00000000       # MULTIPART_REPLY, flow monitor
        00a8 0000 02 00 0000 0000 8000 00000000      # initial, table 2, priority 32768
        7654000000000007                             # cookie
        0001 0010 80000408 0000000000000001          # match: metadata 1
        0004 0078 00000000                           # apply-actions
        ffff 0070 00002320 002d                      # Nicira's learn2
          012c 0258 0007 7654000000000008            #   idle 300, hard 600, priority 7, cookie
          0003 05 00 0000 0000                       #   flags, table 5, no FIN timeouts
          0000000a 0000 0000                         #   limit 10, no result field
          0040 80000408 0000 80000408 0000           #   match metadata with metadata, 64 bits
          0030 00000406 0000 00000206 0000           #   match eth_dst with eth_src, 48 bits
          0820 00010204 0000 00010404 0000           #   load reg1 into reg2, 32 bits
          2820 00000005 00010604 0000                #   load 5 into reg3
          2010 0800 00000602 0000                    #   match eth_type with 0x800
          1010 00000002 0000                         #   output to in_port
        0001 0008 03 000000                          # goto table 3
        """,
        0,
        new Message.MultipartReply(
            false,
            new ReplyBody.FlowUpdates(
                List.of(
                    new FlowUpdate.Initial(
                        Flow.of(
                            TableId.of(2),
                            Learn.DEFAULT_PRIORITY,
                            Match.builder().metadata(1).build(),
                            Instructions.apply(new Action.Learned(learn)).thenGoto(TableId.of(3)),
                            new Cookie(0x7654000000000007L)))))));
  }

  @Test
  void cloneMoveAndOutputOfARegister() {
    assertActions(
        """
        ffff 0048 00002320 002a 000000000000         # clone
          0019 0010 00000002 0000 000000000000       #   set-field in_port (16 bits) = 0
          0011 0008 8100 0000                        #   push_vlan
          0019 0010 80000c02 1005 000000000000       #   set-field vlan_vid = 5
          0000 0010 00000001 0000 000000000000       #   output 1
        001c 0018 0030 0000 0000 0000 80003006 80003206 00000000   # copy arp_sha to arp_tha
        ffff 0018 00002320 000f 030f 00010404 0000 000000000000    # output reg2[12..27]
        0018 0008 00000000                           # decrement TTL
        """,
        Action.CloneActions.of(
            Action.SetField.of(Field.IN_PORT_16, 0),
            Action.PushVlan.DOT1Q,
            Action.SetField.of(Field.VLAN_VID, 0x1005),
            Action.Output.to(Ofport.of(1))),
        new Action.Move(FieldRange.all(Field.ARP_SHA), FieldRange.all(Field.ARP_THA)),
        new Action.OutputField(new FieldRange(Field.REG2, 12, 16), 0),
        new Action.DecrementTtl());
  }

  @Test
  void maskedSetFieldAndUnknownActions() {
    assertActions(
        """
        0019 0010 00010308 00000005 00000fff         # set-field reg1[0..11] = 5
        ffff 0010 00002320 0008 010203000000         # note: kept as it is
        ffff 0010 00002320 000e fff8 0a 000000       # resubmit(,10)
        """,
        Action.SetField.load(Bits.of(5), new FieldRange(Field.REG1, 0, 12)),
        new Action.Opaque(OpaqueBytes.ofHex("ffff 0010 00002320 0008 010203000000")),
        Action.Resubmit.to(TableId.of(10)));
  }

  @Test
  void fastFailoverGroup() {
    Group group =
        Group.fastFailover(
            new GroupId(5),
            List.of(
                new Group.Choice(
                    Ofport.of(1),
                    List.of(
                        Action.SetField.of(Field.TUNNEL_ID, 7), Action.Output.to(Ofport.of(1)))),
                new Group.Choice(Ofport.of(2), List.of(Action.Output.to(Ofport.of(2))))));
    assertBoth(
        """
        06 13 0070 00000004 0007 0000 00000000       # MULTIPART_REPLY, groups
        0060 03 00 00000005 0050 000000000000        # 96 bytes, fast failover, group 5
        0030 0020 00000000                           # bucket 0, 32 bytes of actions
          0019 0010 80004c08 0000000000000007        #   set-field tun_id = 7
          0000 0010 00000001 0000 000000000000       #   output 1
          0001 0008 00000001                         #   watch port 1
        0020 0010 00000001                           # bucket 1
          0000 0010 00000002 0000 000000000000
          0001 0008 00000002
        """,
        4,
        new Message.MultipartReply(false, new ReplyBody.Groups(List.of(group))));
  }

  @Test
  void selectionMethodOfAGroupIsKept() {
    OpaqueBytes method =
        OpaqueBytes.ofHex(
            "ffff 0028 0000154d 00000001 00000000 64705f68617368000000000000000000 0000000000000000");
    Group.Bucket bucket =
        new Group.Bucket(0, 10, Ofport.ANY, GroupId.ANY, List.of(Action.Output.to(Ofport.of(1))));
    assertBoth(
        """
        06 13 0068 00000004 0007 0000 00000000
        0058 01 00 00000007 0020 000000000000        # select, group 7
        0020 0010 00000000 0000 0010 00000001 0000 000000000000 0000 0008 000a 0000   # weight 10
        ffff 0028 0000154d 00000001 00000000 64705f68617368000000000000000000 0000000000000000
        """,
        4,
        new Message.MultipartReply(
            false,
            new ReplyBody.Groups(
                List.of(
                    new Group(
                        new GroupId(7), Group.Type.SELECT, List.of(bucket), List.of(method))))));
  }

  @Test
  void portDescriptionLosesOnlyItsSpeeds() {
    assertDecodes(
        """
        06 13 0058 00000005 000d 0000 00000000       # MULTIPART_REPLY, ports
        00000001 0048 0000 aa55aa55000f 0000         # port 1, 72 bytes, MAC
        70310000000000000000000000000000             # name p1
        00000000 00000004                            # config; state: live
        0000 0020 00000000 00000000000000000000000000000000 0000000000000000   # Ethernet property
        """,
        new Message.MultipartReply(
            false,
            new ReplyBody.Ports(
                List.of(
                    new PortDescription(
                        Ofport.of(1), MacAddress.of("aa:55:aa:55:00:0f"), "p1", 0, 4)))));
  }

  private static void assertActions(String hex, Action... actions) {
    String body = OpaqueBytes.ofHex(strip(hex)).toString();
    int instruction = 8 + body.length() / 2;
    int total = 8 + 48 + instruction;
    String message =
        String.format(
            """
            06 0e %04x 00000001                          # FLOW_MOD
            0000000000000001 0000000000000000 03 00      # cookie, table 3, add
            0000 0000 0001 ffffffff ffffffff ffffffff 0000 0000
            0001 0004 00000000                           # match: all
            0004 %04x 00000000 %s
            """,
            total, instruction, body);
    Flow flow = Flow.of(TableId.of(3), 1, Match.ALL, Instructions.apply(actions), new Cookie(1));
    assertBoth(message, 1, FlowMod.add(flow));
  }

  private static void assertBoth(String hex, int xid, Message message) {
    assertDecodes(hex, message);
    assertEncodes(hex, xid, message);
  }

  private static void assertDecodes(String hex, Message message) {
    ByteBuf bytes = Unpooled.wrappedBuffer(OpaqueBytes.ofHex(strip(hex)).toArray());
    Frame frame = MessageCodec.decode(bytes);
    assertThat(frame.message()).isEqualTo(message);
  }

  private static void assertEncodes(String hex, int xid, Message message) {
    ByteBuf out = Unpooled.buffer();
    MessageCodec.encode(out, new Xid(xid), message);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    assertThat(OpaqueBytes.copyOf(bytes)).isEqualTo(OpaqueBytes.ofHex(strip(hex)));
  }

  private static String strip(String annotated) {
    return annotated.replaceAll("#.*", "");
  }
}
