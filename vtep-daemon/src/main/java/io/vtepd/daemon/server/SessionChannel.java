package io.vtepd.daemon.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.rpc.JsonRpcDecoder;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.CloseReason;
import io.vtepd.tls.stream.ProbeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The I/O end of a session: takes decoded messages, brings requests to the owner a batch at a time,
 * and writes what comes back.
 *
 * <p>Input is read only while little of it waits to be executed and little output is unsent. When
 * input ends, or is no JSON-RPC, what came before is still answered; then the channel closes.
 *
 * <p>Confined to the channel's event loop, but for the methods of {@link SessionPort}.
 */
final class SessionChannel extends ChannelInboundHandlerAdapter implements SessionPort {

  private static final Logger LOG = LoggerFactory.getLogger(SessionChannel.class);
  private static final Json ECHO_ID = Json.of("echo");

  private final Turns owner;
  private final ServerLimits limits;
  private final ServerCounters counters;
  private final InputMeter meter;
  private final JsonRpcDecoder decoder;
  private final SharedBudget<SessionChannel> allInput;
  private final CutLog cuts;
  private final OutputQueue output;
  private final List<JsonRpcMessage> batch = new ArrayList<>();
  private ChannelHandlerContext context;
  private Session session;
  private int unexecutedBatches;
  private long unexecutedBytes;
  private boolean drainedWanted;
  private boolean inputEnded;
  private boolean closing;

  /**
   * @param decoder of the same pipeline, before this
   * @param allInput of all sessions
   */
  SessionChannel(
      Turns owner,
      ServerLimits limits,
      ServerCounters counters,
      InputMeter meter,
      JsonRpcDecoder decoder,
      SharedBudget<SessionChannel> allInput,
      CutLog cuts) {
    this.owner = owner;
    this.limits = limits;
    this.counters = counters;
    this.meter = meter;
    this.decoder = decoder;
    this.allInput = allInput;
    this.cuts = cuts;
    this.output = new OutputQueue(counters.times());
    output.onProgress(this::onProgress);
    output.onMore(() -> onLoop(() -> output.pumpLater(context)));
  }

  /** Before the handler is added to the pipeline. */
  void begin(Session ownerSide) {
    session = ownerSide;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    owner.put(new OwnerMessage.Opened(session));
  }

  // Input.

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (inputEnded) {
      return;
    }
    switch ((JsonRpcMessage) message) {
      case JsonRpcMessage.Request request -> onRequest(request);
      case JsonRpcMessage.Notification notification -> onNotification(notification);
      case JsonRpcMessage.Reply reply -> onReply(reply.id());
      case JsonRpcMessage.ErrorReply reply -> cutInput(unasked(reply.id()));
    }
  }

  private void onRequest(JsonRpcMessage.Request request) {
    if (request.method().equals("echo") && unexecutedBatches == 0 && batch.isEmpty()) {
      // Nothing to keep in order with, so a busy owner thread need not delay the sign of life.
      output.add(new Outgoing.Message(new JsonRpcMessage.Reply(request.params(), request.id())));
    } else {
      batch.add(request);
    }
  }

  private void onNotification(JsonRpcMessage.Notification notification) {
    if (notification.method().equals("cancel")) {
      batch.add(notification);
    } else {
      counters.count(ServerCounter.NOTIFICATIONS_IGNORED);
    }
  }

  private void onReply(Json id) {
    if (!id.equals(ECHO_ID)) {
      cutInput(unasked(id));
    }
  }

  private static String unasked(Json id) {
    return "a reply to nothing that was asked, id " + LogValue.of(id.toText());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    submit();
    countInput();
    output.pump(context);
    updateReading();
  }

  private void countInput() {
    allInput
        .hold(this, unexecutedBytes + decoder.unfinishedBytes())
        .ifPresent(SessionChannel::onTooMuchInput);
  }

  /** On the loop of another channel, perhaps. */
  private void onTooMuchInput() {
    onLoop(() -> {
      counters.hit(Limit.INPUT_PERCENT);
      counters.count(ServerCounter.SESSIONS_CUT_INPUT);
      String reason = "all requests that are not executed take too much memory, its most of it";
      cuts.cut(CutLog.Kind.INPUT, session.label(), reason, nowMs());
      cut(reason);
    });
  }

  private void submit() {
    if (!batch.isEmpty()) {
      long bytes = meter.take();
      unexecutedBatches++;
      unexecutedBytes += bytes;
      RequestBatch input = new RequestBatch(batch, bytes, counters.times().nowNs());
      batch.clear();
      owner.bring(new OwnerMessage.Received(session, input));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof JsonSyntaxException wrong) {
      switch (wrong.kind()) {
        case SYNTAX -> {}
        case TOO_LARGE -> counters.hit(Limit.MESSAGE_BYTES);
        case TOO_DEEP -> counters.hit(Limit.MESSAGE_DEPTH);
      }
      cutInput(wrong.getMessage());
    } else {
      LOG.debug("event=session-failed peer={}", session.label(), cause);
      CloseReason.close(context.channel(), String.valueOf(cause.getMessage()));
    }
  }

  private void cutInput(String reason) {
    if (!inputEnded) {
      counters.count(ServerCounter.SESSIONS_CUT_INPUT);
      cuts.cut(CutLog.Kind.INPUT, session.label(), reason, nowMs());
      CloseReason.note(context.channel(), reason);
      endInput();
    }
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(context.executor().ticker().nanoTime());
  }

  /** Nothing further is read; what came before is answered first. */
  private void endInput() {
    if (!inputEnded) {
      submit();
      inputEnded = true;
      owner.put(new OwnerMessage.InputEnded(session));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      endInput();
    } else if (event == ProbeEvent.SEND_PROBE) {
      output.add(new Outgoing.Message(new JsonRpcMessage.Request("echo", Json.array(), ECHO_ID)));
      output.pump(context);
    } else if (event == ProbeEvent.TIMED_OUT) {
      counters.count(ServerCounter.SESSIONS_CUT_PROBE);
      cuts.cut(CutLog.Kind.PROBE, session.label(), "no answer to echo", nowMs());
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    inputEnded = true;
    allInput.forget(this);
    output.close();
    owner.put(new OwnerMessage.Closed(session));
    ctx.fireChannelInactive();
  }

  private void updateReading() {
    boolean reads =
        !inputEnded
            && unexecutedBatches < limits.readAheadBatches()
            && unexecutedBytes < limits.readAheadBytes()
            && output.unsentBytes() <= limits.mergeBytes();
    if (context.channel().config().isAutoRead() != reads) {
      context.channel().config().setAutoRead(reads);
    }
  }

  // Output.

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    output.pumpLater(context);
    ctx.fireChannelWritabilityChanged();
  }

  private void onProgress() {
    if (drainedWanted && output.unsentBytes() <= limits.mergeBytes()) {
      drainedWanted = false;
      owner.put(new OwnerMessage.Drained(session));
    }
    updateReading();
    closeIfDone();
  }

  @Override
  public void deliver(Delivery delivery) {
    output.announce(delivery);
    onLoop(() -> onDelivery(delivery), delivery::release);
  }

  private void onLoop(Runnable task) {
    onLoop(task, () -> {});
  }

  /** A loop that was shut down has closed its channels: there is nobody to tell. */
  private void onLoop(Runnable task, Runnable otherwise) {
    try {
      context.executor().execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("event=loop-ended peer={}", session.label(), e);
      otherwise.run();
    }
  }

  private void onDelivery(Delivery delivery) {
    output.add(delivery);
    unexecutedBatches -= delivery.executedBatches();
    unexecutedBytes -= delivery.executedBytes();
    if (delivery.executedBytes() > 0) {
      countInput();
    }
    closing |= delivery.last();
    output.pump(context);
    updateReading();
    closeIfDone();
  }

  /** Closes when the system has all output; that is after the last write's end. */
  private void closeIfDone() {
    if (closing && output.isEmpty() && output.unsentBytes() == 0) {
      context.close();
    }
  }

  @Override
  public long unsentBytes() {
    return output.unsentBytes();
  }

  @Override
  public long unsentUnaskedBytes() {
    return output.unsentBytes() - output.askedBytes();
  }

  @Override
  public void requestDrained() {
    onLoop(() -> {
      drainedWanted = true;
      onProgress();
    });
  }

  @Override
  public void cut(String reason) {
    CloseReason.close(context.channel(), reason);
  }
}
