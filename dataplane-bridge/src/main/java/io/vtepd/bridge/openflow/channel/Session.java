package io.vtepd.bridge.openflow.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openflow.message.Message;
import io.vtepd.bridge.openflow.message.Message.Frame;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import io.vtepd.bridge.openflow.message.PortStatus;
import io.vtepd.bridge.openflow.message.ReplyBody;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import io.vtepd.bridge.openflow.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One connection's state: handshake, answers to requests, events. Lives on the I/O thread alone.
 */
final class Session extends ChannelInboundHandlerAdapter {

  /** Non-zero: else OVS sends a management connection no port status. */
  private static final int MISS_SEND_LENGTH_BYTES = 128;

  /** All about ports, and what others do to groups; those have no monitor. */
  private static final Message.SetAsync WANTED = new Message.SetAsync(0, 7, 0, 1);

  /** What the switch would say of a message that has no wire form; it never gets to see it. */
  private static final OpenFlowError TOO_LONG = new OpenFlowError(1, 6, OpaqueBytes.EMPTY);

  private final Channel channel;
  private final OpenFlowListener listener;
  private final ChannelLimits limits;
  private final Outbox outbox;
  private final Map<Integer, Pending> pending = new HashMap<>();
  private final List<ChangeRun> runs = new ArrayList<>();
  private final CompletableFuture<Message.FeaturesReply> ready = new CompletableFuture<>();
  private ChannelState state = new ChannelState.AwaitingHello();
  private boolean greeted;
  private int nextXid = 1;

  Session(Channel channel, OpenFlowListener listener, ChannelLimits limits) {
    this.channel = channel;
    this.listener = listener;
    this.limits = limits;
    this.outbox = new Outbox(channel, xid -> onError(xid, TOO_LONG));
  }

  CompletableFuture<Message.FeaturesReply> ready() {
    return ready;
  }

  ChannelLimits limits() {
    return limits;
  }

  Outbox outbox() {
    return outbox;
  }

  /** Begins a run of changes; errors with its xids go to it until it ends. */
  void begin(ChangeRun run) {
    runs.add(run);
    run.start();
  }

  void end(ChangeRun run) {
    runs.remove(run);
  }

  int runCount() {
    return runs.size();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      greet();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    greet();
    ctx.fireChannelActive();
  }

  /** Once: who hands over an active channel may still tell that it became active. */
  private void greet() {
    if (!greeted) {
      greeted = true;
      outbox.send(new Frame(xids(1), new Message.Hello(Set.of(Wire.VERSION))));
    }
  }

  /** Reserves {@code count} numbers in a row, none of them 0. */
  Xid xids(int count) {
    if (nextXid <= 0 || nextXid > Integer.MAX_VALUE - count) {
      nextXid = 1;
    }
    int first = nextXid;
    nextXid += count;
    return new Xid(first);
  }

  /** Sends a request; {@code answer} gets what comes back with its xid. */
  void request(Message message, Pending answer) {
    if (!(state instanceof ChannelState.Ready)) {
      answer.fail(new OpenFlowException.Closed(notReady()));
    } else if (pending.size() >= limits.outstandingRequests()) {
      answer.fail(
          new OpenFlowException.LimitReached(
              limits.outstandingRequests() + " requests without an answer"));
    } else {
      send(xids(1), message, answer);
    }
  }

  /** A request that is a step of something larger, and so not counted against the limit. */
  CompletableFuture<Message> internalRequest(Message message) {
    return internalRequest(xids(1), message);
  }

  CompletableFuture<Message> internalRequest(Xid xid, Message message) {
    CompletableFuture<Message> future = new CompletableFuture<>();
    Pending answer = new Pending.Single(future);
    if (isReady()) {
      send(xid, message, answer);
    } else {
      answer.fail(new OpenFlowException.Closed(notReady()));
    }
    return future;
  }

  private void send(Xid xid, Message message, Pending answer) {
    pending.put(xid.value(), answer);
    outbox.send(new Frame(xid, message));
  }

  String notReady() {
    return switch (state) {
      case ChannelState.AwaitingHello _, ChannelState.AwaitingFeatures _ ->
          "the handshake is not over";
      case ChannelState.Ready _ -> "ready";
      case ChannelState.Closed(String reason) -> reason;
    };
  }

  boolean isReady() {
    return state instanceof ChannelState.Ready;
  }

  /** Ends the connection and everything that waits on it; further calls do nothing. */
  void close(String reason) {
    if (state instanceof ChannelState.Closed) {
      return;
    }
    state = new ChannelState.Closed(reason);
    channel.close();
    outbox.clear();
    OpenFlowException failure = new OpenFlowException.Closed(reason);
    ready.completeExceptionally(failure);
    List.copyOf(pending.values()).forEach(each -> each.fail(failure));
    pending.clear();
    List.copyOf(runs).forEach(each -> each.fail(failure));
    runs.clear();
    listener.onClosed(reason);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object received) {
    Frame frame = (Frame) received;
    switch (state) {
      case ChannelState.AwaitingHello _ -> onFirst(frame);
      case ChannelState.AwaitingFeatures _ -> onSecond(frame);
      case ChannelState.Ready _ -> onMessage(frame);
      case ChannelState.Closed _ -> {}
    }
  }

  private void onFirst(Frame frame) {
    if (frame.message() instanceof Message.Hello(Set<Integer> versions)) {
      if (!versions.contains(Wire.VERSION)) {
        close(
            "the switch does not offer OpenFlow 1.5 (wire versions "
                + versions
                + "): add OpenFlow15 to the bridge's protocols");
        return;
      }
      state = new ChannelState.AwaitingFeatures();
      outbox.send(new Frame(xids(1), new Message.FeaturesRequest()));
      outbox.send(new Frame(xids(1), new Message.SetConfig(0, MISS_SEND_LENGTH_BYTES)));
      outbox.send(new Frame(xids(1), WANTED));
    } else {
      close("expected HELLO, got " + frame.message());
    }
  }

  private void onSecond(Frame frame) {
    switch (frame.message()) {
      case Message.FeaturesReply features -> {
        state = new ChannelState.Ready(features);
        ready.complete(features);
      }
      case OpenFlowError error -> close("the handshake was refused: " + error.summary());
      default -> onMessage(frame);
    }
  }

  private void onMessage(Frame frame) {
    switch (frame.message()) {
      case Message.EchoRequest echo ->
          outbox.send(new Frame(frame.xid(), new Message.EchoReply(echo.payload())));
      case PortStatus status -> listener.onPortStatus(status);
      case Message.RequestForward _ -> listener.onGroupsChanged();
      case OpenFlowError error -> onError(frame.xid(), error);
      case Message.MultipartReply(boolean _, ReplyBody.FlowUpdates(List<FlowUpdate> updates))
          when !pending.containsKey(frame.xid().value()) ->
          listener.onFlowUpdates(updates);
      default -> onAnswer(frame);
    }
  }

  private void onAnswer(Frame frame) {
    Pending request = pending.get(frame.xid().value());
    if (request != null && request.accept(frame.message())) {
      pending.remove(frame.xid().value());
    }
  }

  private void onError(Xid xid, OpenFlowError error) {
    Pending request = pending.remove(xid.value());
    if (request != null) {
      request.fail(new OpenFlowException.Refused(error));
      return;
    }
    for (ChangeRun run : runs) {
      if (run.onError(xid, error)) {
        return;
      }
    }
    listener.onError(xid, error);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    outbox.pump();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    close("the switch closed the connection");
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    close(root.getMessage() == null ? root.toString() : root.getMessage());
  }
}
