package io.vtepd.bridge.openflow.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vtepd.bridge.openflow.CookieMask;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.SampleFlows;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Message.Frame;
import io.vtepd.bridge.openflow.wire.MalformedOpenFlowException;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import io.vtepd.vtep.MacAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MessageCodecFuzzTest {

  private static final int ROUNDS = 50_000;

  @Test
  void everyMessageComesBackAsItWas() {
    for (Message message : messages()) {
      assertThat(decode(encode(message)).message()).isEqualTo(message);
    }
  }

  @Test
  void everyTruncationIsMalformedOrStillWellFormed() {
    for (Message message : messages()) {
      byte[] whole = encode(message);
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        if (length >= 4) {
          cut[2] = (byte) (length >> 8);
          cut[3] = (byte) length;
        }
        decodeOrMalformed(cut, () -> "truncated " + message);
      }
    }
  }

  @Test
  void mutatedMessagesAreMalformedOrDecodeToSomethingThatEncodes() {
    long seed = Long.getLong("vtepd.seed", System.nanoTime());
    System.out.println("MessageCodecFuzzTest seed " + seed);
    Random random = new Random(seed);
    List<byte[]> corpus = messages().stream().map(MessageCodecFuzzTest::encode).toList();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = corpus.get(random.nextInt(corpus.size())).clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes && mutated.length > 4; i++) {
        int at = random.nextInt(10) == 0 ? 1 : 4 + random.nextInt(mutated.length - 4);
        mutated[at] = mutation(random, mutated[at]);
      }
      int number = round;
      decodeOrMalformed(mutated, () -> "seed " + seed + " round " + number);
    }
  }

  private static byte mutation(Random random, byte old) {
    return switch (random.nextInt(4)) {
      case 0 -> (byte) random.nextInt(256);
      case 1 -> (byte) (old ^ 1 << random.nextInt(8));
      case 2 -> (byte) (random.nextBoolean() ? 0 : 0xff);
      default -> (byte) (old + (random.nextBoolean() ? 8 : -8));
    };
  }

  private static void decodeOrMalformed(byte[] bytes, Supplier<String> what) {
    try {
      Frame frame = decode(bytes);
      byte[] again = encode(frame.message());
      assertThat(decode(again).message().equals(frame.message())).as(what.get()).isTrue();
    } catch (MalformedOpenFlowException expected) {
      assertThat(expected).hasMessageContaining("OpenFlow");
    } catch (RuntimeException unexpected) {
      fail(what.get() + ": " + ByteBufUtil.hexDump(bytes), unexpected);
    }
  }

  private static Frame decode(byte[] bytes) {
    return MessageCodec.decode(Unpooled.wrappedBuffer(bytes));
  }

  private static byte[] encode(Message message) {
    ByteBuf out = Unpooled.buffer();
    MessageCodec.encode(out, new Xid(77), message);
    return ByteBufUtil.getBytes(out);
  }

  private static List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    List<FlowStats> stats = new ArrayList<>();
    for (Flow flow : SampleFlows.all()) {
      messages.add(FlowMod.add(flow));
      messages.add(new Message.BundleAdd(1, 3, FlowMod.delete(flow)));
      stats.add(new FlowStats(flow, 1_500_000_000L, 2, 3, 4));
    }
    Group group =
        Group.fastFailover(
            new GroupId(1),
            List.of(new Group.Choice(Ofport.of(1), List.of(Action.Output.to(Ofport.of(1))))));
    Flow flow = stats.getFirst().flow();
    PortDescription port =
        new PortDescription(Ofport.of(3), MacAddress.of("0a:0b:0c:0d:0e:0f"), "p3", 1, 4);
    messages.add(new Message.Hello(Set.of(4, 6)));
    messages.add(new OpenFlowError(2, 3, OpaqueBytes.ofHex("00ff")));
    messages.add(new Message.EchoRequest(OpaqueBytes.ofHex("0102")));
    messages.add(new Message.EchoReply(OpaqueBytes.EMPTY));
    messages.add(new Message.FeaturesRequest());
    messages.add(new Message.FeaturesReply(1, 2, 254, 0, 0x4f));
    messages.add(new Message.SetConfig(0, 128));
    messages.add(new Message.RequestForward(OpaqueBytes.ofHex("060f0010")));
    messages.add(new Message.BarrierRequest());
    messages.add(new Message.BarrierReply());
    messages.add(new Message.BundleControl(1, BundleStep.COMMIT, 3));
    messages.add(new PortStatus(PortStatus.Reason.MODIFIED, port));
    messages.add(GroupMod.put(group));
    messages.add(GroupMod.delete(GroupId.ALL));
    messages.add(new Message.Unhandled(10, OpaqueBytes.ofHex("0011")));
    requests().forEach(body -> messages.add(new Message.MultipartRequest(body)));
    messages.add(new Message.MultipartReply(true, new ReplyBody.Flows(stats)));
    messages.add(new Message.MultipartReply(false, new ReplyBody.FlowCount(300_000)));
    messages.add(new Message.MultipartReply(false, new ReplyBody.Groups(List.of(group))));
    messages.add(new Message.MultipartReply(false, new ReplyBody.Ports(List.of(port, port))));
    messages.add(new Message.MultipartReply(false, new ReplyBody.FlowUpdates(updates(flow))));
    messages.add(
        new Message.MultipartReply(
            false, new ReplyBody.Experimenter(1, 2, OpaqueBytes.ofHex("03"))));
    messages.add(
        new Message.MultipartReply(false, new ReplyBody.Unhandled(3, OpaqueBytes.ofHex("04"))));
    return messages;
  }

  private static List<RequestBody> requests() {
    return List.of(
        RequestBody.FlowDump.of(TableId.ALL, new CookieMask(0x7654L << 48, 0xffffL << 48)),
        new RequestBody.FlowCount(RequestBody.FlowDump.of(TableId.of(3), CookieMask.ANY)),
        RequestBody.GroupDump.ALL,
        RequestBody.PortDump.ALL,
        RequestBody.FlowMonitor.add(5, RequestBody.MonitorFlags.EVERYTHING, TableId.ALL, Match.ALL),
        new RequestBody.Experimenter(1, 2, OpaqueBytes.ofHex("0304")),
        new RequestBody.Unhandled(0, OpaqueBytes.EMPTY));
  }

  private static List<FlowUpdate> updates(Flow flow) {
    Flow bare =
        new Flow(
            flow.table(),
            flow.priority(),
            flow.match(),
            flow.instructions(),
            flow.cookie(),
            1,
            2,
            FlowFlags.NONE);
    return List.of(
        new FlowUpdate.Initial(bare),
        new FlowUpdate.Added(bare),
        new FlowUpdate.Removed(bare, FlowUpdate.RemovedReason.EVICTION),
        new FlowUpdate.Modified(bare),
        new FlowUpdate.Abbreviated(new Xid(9)),
        new FlowUpdate.Paused(),
        new FlowUpdate.Resumed());
  }
}
