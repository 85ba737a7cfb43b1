package io.vtepd.bridge.openflow.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.FlowStats;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.Message;
import io.vtepd.bridge.openflow.message.Message.FeaturesReply;
import io.vtepd.bridge.openflow.message.PortDescription;
import io.vtepd.bridge.openflow.message.ReplyBody;
import io.vtepd.bridge.openflow.message.RequestBody;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A bridge's OpenFlow 1.5 connection. Methods may be called on any thread and never block; futures
 * complete on the connection's I/O thread and fail with {@link OpenFlowException}. Requests are
 * carried out in the order of the calls. See {@link ChannelState} for its life.
 */
public final class OpenFlowChannel implements AutoCloseable {

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

  private final Channel channel;
  private final Session session;
  private int nextBundle = 1;

  private OpenFlowChannel(Channel channel, Session session) {
    this.channel = channel;
    this.session = session;
  }

  /**
   * Takes over a channel to {@code <rundir>/<bridge>.mgmt} and greets as soon as it is connected.
   * The switch talks first, so its HELLO must not be read before this: call it while the channel is
   * being set up ({@code ChannelInitializer}), or connect with {@code AUTO_READ} off, which this
   * turns on.
   */
  public static OpenFlowChannel attach(
      Channel channel, OpenFlowListener listener, ChannelLimits limits) {
    Session session = new Session(channel, listener, limits);
    OpenFlowChannel result = new OpenFlowChannel(channel, session);
    channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    result.onLoop(() -> {
      channel.pipeline().addLast("openflow-frames", new FrameDecoder());
      channel.pipeline().addLast("openflow", session);
      channel.config().setAutoRead(true);
    });
    return result;
  }

  /** Completes when requests may be sent. */
  public CompletableFuture<FeaturesReply> ready() {
    return session.ready();
  }

  public CompletableFuture<List<FlowStats>> dumpFlows(RequestBody.FlowDump what) {
    return multipart(
        what, body -> body instanceof ReplyBody.Flows(List<FlowStats> flows) ? flows : List.of());
  }

  /** How many flows {@link #dumpFlows} would have. */
  public CompletableFuture<Integer> countFlows(RequestBody.FlowDump what) {
    return multipart(
            new RequestBody.FlowCount(what),
            body -> body instanceof ReplyBody.FlowCount(int flows) ? List.of(flows) : List.of())
        .thenApply(counts -> counts.stream().mapToInt(Integer::intValue).sum());
  }

  /** Like {@link #dumpFlows} for an answer too long to keep: shows each flow as it comes. */
  public CompletableFuture<Void> visitFlows(
      RequestBody.FlowDump what, Consumer<FlowStats> visitor) {
    return multipart(
            what,
            body -> {
              if (body instanceof ReplyBody.Flows(List<FlowStats> flows)) {
                flows.forEach(visitor);
              }
              return List.<FlowStats>of();
            })
        .thenAccept(nothing -> {});
  }

  public CompletableFuture<List<Group>> dumpGroups(RequestBody.GroupDump what) {
    return multipart(
        what, body -> body instanceof ReplyBody.Groups(List<Group> groups) ? groups : List.of());
  }

  CompletableFuture<List<PortDescription>> dumpPorts(RequestBody.PortDump what) {
    return multipart(
        what,
        body -> body instanceof ReplyBody.Ports(List<PortDescription> ports) ? ports : List.of());
  }

  /**
   * Starts or ends a flow monitor. The future has the flows that are there; what changes afterwards
   * goes to {@link OpenFlowListener#onFlowUpdates}, with no gap and nothing twice.
   */
  public CompletableFuture<List<FlowUpdate>> monitorFlows(RequestBody.FlowMonitor monitor) {
    return multipart(
        monitor,
        body ->
            body instanceof ReplyBody.FlowUpdates(List<FlowUpdate> updates) ? updates : List.of());
  }

  /** Completes when the switch has carried out all that was sent before. */
  public CompletableFuture<Void> barrier() {
    return request(new Message.BarrierRequest()).thenAccept(reply -> {});
  }

  /** Asks for a sign of life. */
  CompletableFuture<Void> echo() {
    return request(new Message.EchoRequest(OpaqueBytes.EMPTY)).thenAccept(reply -> {});
  }

  /**
   * Sends changes as one atomic, ordered bundle: packets see either none or all of them. The future
   * fails only when the connection does or a limit is reached; a refusal is a value. A change too
   * long for a message (65,535 bytes: a group of some 1,000 buckets) is refused as of bad length.
   */
  CompletableFuture<BundleResult> commit(List<? extends Change> changes) {
    List<? extends Change> copy = List.copyOf(changes);
    CompletableFuture<BundleResult> result = new CompletableFuture<>();
    onLoop(() -> startBundle(copy, result));
    return result;
  }

  /**
   * Like {@link #commit}, but leaves out what the switch refuses and sends the rest again, until it
   * is taken. When that took {@link ChannelLimits#bundleRounds} rounds, what is left is sent one by
   * one.
   *
   * @return what was refused, in the order of {@code changes}; empty when all took effect
   */
  public CompletableFuture<List<BundleResult.Refusal>> apply(List<? extends Change> changes) {
    return new BundleRetry(this, session.limits().bundleRounds(), changes).run();
  }

  /** Sends changes without a bundle and waits for a barrier: each takes effect by itself. */
  public CompletableFuture<List<BundleResult.Refusal>> sendOneByOne(
      List<? extends Change> changes) {
    List<? extends Change> copy = List.copyOf(changes);
    CompletableFuture<List<BundleResult.Refusal>> result = new CompletableFuture<>();
    onLoop(() -> {
      Optional<OpenFlowException> obstacle = obstacle(copy.size());
      if (obstacle.isPresent()) {
        result.completeExceptionally(obstacle.get());
      } else {
        session.begin(new LooseRun(session, copy, result));
      }
    });
    return result;
  }

  @Override
  public void close() {
    onLoop(() -> session.close("closed by this side"));
  }

  private void startBundle(List<? extends Change> changes, CompletableFuture<BundleResult> result) {
    Optional<OpenFlowException> obstacle = obstacle(changes.size());
    if (obstacle.isPresent()) {
      result.completeExceptionally(obstacle.get());
    } else {
      session.begin(new BundleRun(session, nextBundle++, changes, result));
    }
  }

  private Optional<OpenFlowException> obstacle(int changeCount) {
    ChannelLimits limits = session.limits();
    if (!session.isReady()) {
      return Optional.of(new OpenFlowException.Closed(session.notReady()));
    }
    if (changeCount > limits.bundleChanges()) {
      return Optional.of(
          new OpenFlowException.LimitReached(limits.bundleChanges() + " changes of a bundle"));
    }
    if (session.runCount() >= limits.outstandingRequests()) {
      return Optional.of(
          new OpenFlowException.LimitReached(limits.outstandingRequests() + " bundles under way"));
    }
    return Optional.empty();
  }

  private <T> CompletableFuture<List<T>> multipart(
      RequestBody what, Function<ReplyBody, List<T>> entriesOf) {
    CompletableFuture<List<T>> future = new CompletableFuture<>();
    int limit = session.limits().multipartEntries();
    Pending answer = new Pending.Multipart<>(future, entriesOf, limit);
    onLoop(() -> session.request(new Message.MultipartRequest(what), answer));
    return future;
  }

  private CompletableFuture<Message> request(Message message) {
    CompletableFuture<Message> future = new CompletableFuture<>();
    onLoop(() -> session.request(message, new Pending.Single(future)));
    return future;
  }

  private void onLoop(Runnable step) {
    if (channel.eventLoop().inEventLoop()) {
      step.run();
    } else {
      channel.eventLoop().execute(step);
    }
  }
}
