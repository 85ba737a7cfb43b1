package io.vtepd.bridge.openflow.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.BundleStep;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.bridge.openflow.message.Message;
import io.vtepd.bridge.openflow.message.Message.Frame;
import io.vtepd.bridge.openflow.message.MessageCodec;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import io.vtepd.bridge.openflow.message.PortDescription;
import io.vtepd.bridge.openflow.message.PortStatus;
import io.vtepd.bridge.openflow.message.ReplyBody;
import io.vtepd.bridge.openflow.message.RequestBody.PortDump;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import io.vtepd.vtep.MacAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenFlowChannelTest implements OpenFlowListener {

  private static final PortDescription PORT =
      new PortDescription(Ofport.of(1), MacAddress.of("02:00:00:00:00:01"), "p1", 0, 4);

  private final EmbeddedChannel wire = new EmbeddedChannel();
  private final List<String> heard = new ArrayList<>();
  private final OpenFlowChannel channel =
      OpenFlowChannel.attach(wire, this, new ChannelLimits(2, 3, 4, 2));

  @AfterEach
  void releaseWhatNobodyRead() {
    wire.finishAndReleaseAll();
  }

  @Test
  void handshakeAsksForFeaturesAndThenIsReady() {
    assertThat(sent().message()).isEqualTo(new Message.Hello(Set.of(6)));
    assertThat(channel.ready()).isNotDone();

    receive(1, new Message.Hello(Set.of(1, 6)));

    assertThat(sent().message()).isEqualTo(new Message.FeaturesRequest());
    receive(2, new Message.FeaturesReply(5, 0, 254, 0, 0));
    assertThat(channel.ready()).isCompletedWithValueMatching(each -> each.datapathId() == 5);
  }

  @Test
  void requestBeforeTheHandshakeFails() {
    assertThat(channel.barrier()).isCompletedExceptionally();
  }

  @Test
  void echoIsAnsweredWithItsPayload() {
    ready();
    receive(9, new Message.EchoRequest(OpaqueBytes.ofHex("0102")));

    assertThat(sent())
        .isEqualTo(new Frame(new Xid(9), new Message.EchoReply(OpaqueBytes.ofHex("0102"))));
  }

  @Test
  void partsOfAnAnswerAreGathered() {
    ready();
    CompletableFuture<List<PortDescription>> ports = channel.dumpPorts(PortDump.ALL);
    int xid = sent().xid().value();

    receive(xid, new Message.MultipartReply(true, new ReplyBody.Ports(List.of(PORT))));
    assertThat(ports).isNotDone();
    receive(xid, new Message.MultipartReply(false, new ReplyBody.Ports(List.of(PORT))));

    assertThat(ports).isCompletedWithValue(List.of(PORT, PORT));
  }

  @Test
  void answerBeyondItsLimitFailsAndTheConnectionGoesOn() {
    ready();
    CompletableFuture<List<PortDescription>> ports = channel.dumpPorts(PortDump.ALL);
    int xid = sent().xid().value();
    ReplyBody four = new ReplyBody.Ports(List.of(PORT, PORT, PORT, PORT));

    receive(xid, new Message.MultipartReply(true, four));
    receive(xid, new Message.MultipartReply(false, four));

    assertFailure(ports, OpenFlowException.LimitReached.class);
    CompletableFuture<Void> barrier = channel.barrier();
    receive(sent().xid().value(), new Message.BarrierReply());
    assertThat(barrier).isCompleted();
  }

  @Test
  void requestBeyondTheLimitOfOutstandingOnesFails() {
    ready();
    channel.barrier();
    channel.barrier();

    assertFailure(channel.barrier(), OpenFlowException.LimitReached.class);
  }

  @Test
  void bundleBeyondItsLimitFails() {
    ready();
    FlowMod change =
        FlowMod.add(Flow.of(TableId.of(0), 1, Match.ALL, Instructions.DROP, Cookie.ZERO));

    assertFailure(
        channel.commit(List.of(change, change, change, change, change)),
        OpenFlowException.LimitReached.class);
  }

  @Test
  void refusalOfTheBundleItselfIsAValue() {
    ready();
    CompletableFuture<BundleResult> result = channel.commit(List.of());
    Frame open = sent();
    assertThat(open.message()).isEqualTo(new Message.BundleControl(1, BundleStep.OPEN, 3));
    Frame barrier = sent();

    receive(open.xid().value(), new OpenFlowError(17, 5, OpaqueBytes.EMPTY));
    receive(barrier.xid().value(), new Message.BarrierReply());

    assertThat(result)
        .isCompletedWithValue(new BundleResult.Refused(List.of(), "bundle failed: out of bundles"));
  }

  @Test
  void bundleThatTheSwitchHasDroppedIsNotCommittedWithoutItsBeginning() {
    ready();
    CompletableFuture<BundleResult> result =
        channel.commit(List.of(GroupMod.delete(new GroupId(1))));
    int open = sent().xid().value();
    sent();
    int barrier = sent().xid().value();

    receive(open, new Message.BundleControl(1, BundleStep.OPENED, 3));
    receive(open, new OpenFlowError(17, 14, OpaqueBytes.EMPTY));
    receive(barrier, new Message.BarrierReply());
    Frame discard = sent();
    assertThat(discard.message()).isEqualTo(new Message.BundleControl(1, BundleStep.DISCARD, 3));
    receive(discard.xid().value(), new Message.BundleControl(1, BundleStep.DISCARDED, 3));

    assertThat(result)
        .isCompletedWithValue(new BundleResult.Refused(List.of(), "bundle failed: timeout"));
  }

  @Test
  void changeThatIsTooLongIsRefusedAndTheRestIsSent() {
    ready();
    List<List<Action>> buckets = Collections.nCopies(3000, List.of(Action.Output.to(Ofport.of(1))));
    Change fits = GroupMod.delete(new GroupId(1));
    CompletableFuture<List<BundleResult.Refusal>> result =
        channel.sendOneByOne(List.of(fits, GroupMod.put(Group.all(new GroupId(2), buckets)), fits));

    assertThat(sent().message()).isEqualTo(fits);
    assertThat(sent().message()).isEqualTo(fits);
    receive(sent().xid().value(), new Message.BarrierReply());

    assertThat(result.join())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.index()).isEqualTo(1);
          assertThat(refusal.error().summary()).isEqualTo("bad request: bad length");
        });
  }

  @Test
  void errorOfARequestFailsIt() {
    ready();
    CompletableFuture<Void> barrier = channel.barrier();

    receive(sent().xid().value(), new OpenFlowError(1, 5, OpaqueBytes.EMPTY));

    assertFailure(barrier, OpenFlowException.Refused.class);
  }

  @Test
  void eventsGoToTheListenerInOrder() {
    ready();
    receive(0, new PortStatus(PortStatus.Reason.ADDED, PORT));
    receive(
        0,
        new Message.MultipartReply(
            false, new ReplyBody.FlowUpdates(List.of(new FlowUpdate.Paused()))));
    receive(4711, new OpenFlowError(1, 1, OpaqueBytes.EMPTY));
    receive(0, new Message.Unhandled(10, OpaqueBytes.ofHex("0011")));

    assertThat(heard)
        .containsExactly("port p1", "updates [Paused[]]", "error bad request: bad type");
  }

  @Test
  void malformedMessageEndsTheConnectionAndFailsWhatWaits() {
    ready();
    CompletableFuture<Void> barrier = channel.barrier();

    wire.writeInbound(Unpooled.wrappedBuffer(OpaqueBytes.ofHex("06 13 0004 00000001").toArray()));

    assertThat(wire.isOpen()).isFalse();
    assertFailure(barrier, OpenFlowException.Closed.class);
    assertThat(heard).containsExactly("closed OpenFlow message with length field 4");
  }

  @Test
  void peerWithoutVersion15IsLeft() {
    receive(1, new Message.Hello(Set.of(1, 4)));

    assertThat(wire.isOpen()).isFalse();
    assertFailure(channel.ready(), OpenFlowException.Closed.class);
    assertThat(heard).singleElement().asString().contains("add OpenFlow15");
  }

  @Test
  void closeIsToldOnce() {
    ready();
    channel.close();
    channel.close();

    assertThat(heard).containsExactly("closed closed by this side");
  }

  @Override
  public void onPortStatus(PortStatus status) {
    heard.add("port " + status.port().name());
  }

  @Override
  public void onFlowUpdates(List<FlowUpdate> updates) {
    heard.add("updates " + updates);
  }

  @Override
  public void onGroupsChanged() {}

  @Override
  public void onError(Xid xid, OpenFlowError error) {
    heard.add("error " + error.summary());
  }

  @Override
  public void onClosed(String reason) {
    heard.add("closed " + reason);
  }

  private void ready() {
    receive(1, new Message.Hello(Set.of(6)));
    receive(2, new Message.FeaturesReply(5, 0, 254, 0, 0));
    wire.releaseOutbound();
    pendingBytes.clear();
  }

  private void receive(int xid, Message message) {
    ByteBuf out = Unpooled.buffer();
    MessageCodec.encode(out, new Xid(xid), message);
    wire.writeInbound(out);
  }

  private final ByteBuf pendingBytes = Unpooled.buffer();

  private Frame sent() {
    for (ByteBuf block = wire.readOutbound(); block != null; block = wire.readOutbound()) {
      pendingBytes.writeBytes(block);
      block.release();
    }
    int length = pendingBytes.getUnsignedShort(pendingBytes.readerIndex() + 2);
    return MessageCodec.decode(pendingBytes.readSlice(length));
  }

  private static void assertFailure(
      CompletableFuture<?> future, Class<? extends OpenFlowException> kind) {
    assertThat(future).isCompletedExceptionally();
    assertThat(future.exceptionNow())
        .satisfiesAnyOf(
            failure -> assertThat(failure).isInstanceOf(kind),
            failure -> assertThat(failure).hasCauseInstanceOf(kind));
  }
}
