package io.vtepd.bridge.openvswitch;

import io.netty.channel.Channel;
import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.channel.ChannelLimits;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openflow.channel.OpenFlowListener;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import io.vtepd.bridge.openflow.message.PortStatus;
import io.vtepd.bridge.openflow.message.RequestBody.FlowMonitor;
import io.vtepd.bridge.openflow.message.RequestBody.GroupDump;
import io.vtepd.bridge.openflow.message.RequestBody.MonitorFlags;
import io.vtepd.bridge.openvswitch.pipeline.BindingTag;
import io.vtepd.bridge.openvswitch.pipeline.LearnedFlow;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineChange;
import io.vtepd.bridge.openvswitch.pipeline.PortNumbers;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.Connector;
import io.vtepd.vtep.FaultName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the flows of one bridge as they shall be: reads what the switch has, sends the differences,
 * then follows both the desired model and the switch ({@link FlowState}). On the driver's loop.
 */
final class SwitchFlows {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchFlows.class);
  private static final int BUNDLE_LIMIT = 50_000;
  private static final long REFUSED_RETRY_MS = 5_000;
  private static final long FAILED_RETRY_MS = 1_000;
  private static final int MONITOR = 1;
  private static final MonitorFlags CHANGES =
      MonitorFlags.ADD
          .plus(MonitorFlags.REMOVED)
          .plus(MonitorFlags.MODIFY)
          .plus(MonitorFlags.INSTRUCTIONS);

  /** What happens to the flows, for the one who owns them. */
  interface Events {
    void onEvent(BridgeEvent event);

    /** All stations that the switch had learned have been told. */
    void onSettled();

    void onFaultsChanged();
  }

  private final String bridge;
  private final String logged;
  private final DriverContext context;
  private final Events events;
  private final Pipeline pipeline;
  private final SwitchLearning learning;
  private final Repairs repairs = new Repairs();
  private final FlowTally tally = new FlowTally();
  private final ApplyTime time;
  private final FlowWatch watch;
  private final Set<FactId.Unicast> renewed = new LinkedHashSet<>();
  private final Refusals refusals;
  private FlowState state = new FlowState.NoBridge();

  /** What was taken from the pipeline and is to be sent next. */
  private Optional<PipelineChange> ahead = Optional.empty();

  private String lastLoss = "";
  private boolean repairScheduled;
  private boolean retryScheduled;

  SwitchFlows(String bridge, DriverContext context, Events events) {
    this.bridge = bridge;
    this.logged = LogValue.of(bridge);
    this.context = context;
    this.time = new ApplyTime(context::nowNs, context.applied());
    this.events = events;
    this.pipeline = new Pipeline(context.settings());
    this.learning = new SwitchLearning(pipeline, context.settings().macLimit(), events::onEvent);
    this.watch = new FlowWatch(logged, pipeline, learning, repairs);
    this.refusals = new Refusals(bridge, context.counters());
  }

  /** Whether the switch has confirmed everything that is desired now. */
  boolean isSettled() {
    return state instanceof FlowState.Following following && !following.busy();
  }

  /** Whether changes are on their way to the switch. */
  boolean isBusy() {
    return state instanceof FlowState.Following following && following.busy();
  }

  SwitchStanding standing(boolean isThere) {
    return tally.standing(bridge, isThere, state, pipeline, refusals.flows().size());
  }

  /** The faults of the switch as a whole, with why. */
  Map<String, String> faults() {
    Map<String, String> faults = new HashMap<>(refusals.faults());
    learning.full().stream()
        .findFirst()
        .ifPresent(binding ->
            faults.putIfAbsent(
                FaultName.MAC_TABLE_EXHAUSTION,
                "binding " + binding + " has " + context.settings().macLimit() + " stations"));
    return faults;
  }

  /** The connection, while what the switch has is known. */
  Optional<OpenFlowChannel> following() {
    return state instanceof FlowState.Following following
        ? Optional.of(following.channel())
        : Optional.empty();
  }

  /** The binding with that tag. */
  Optional<FactId.Binding> binding(BindingTag tag) {
    return pipeline.binding(tag).map(Fact.Binding::id);
  }

  /** The bridge is there. */
  void open() {
    if (state instanceof FlowState.NoBridge) {
      state = new FlowState.Dialling(context.dial(bridge, this::onReady));
    }
  }

  /** The bridge is gone, or nobody is interested any more; its flows are left as they are. */
  void shut() {
    state.connecting().ifPresent(Connector::close);
    state = new FlowState.NoBridge();
  }

  /**
   * Shuts for good.
   *
   * @return completes when the switch has carried out what is on its way
   */
  CompletableFuture<Void> finish() {
    Optional<OpenFlowChannel> channel = state.open();
    state.connecting().ifPresent(connector -> state = new FlowState.Dialling(connector));
    return channel
        .map(OpenFlowChannel::barrier)
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .exceptionally(lost -> null)
        .thenRun(this::shut);
  }

  /** Takes changes of the desired model. */
  void apply(List<FactChange> facts, List<FactId.Unicast> newerRemotely, long sinceNs) {
    time.wanted(sinceNs);
    pipeline.apply(facts);
    for (FactChange fact : facts) {
      if (fact.id() instanceof FactId.Unicast station && fact.after().isEmpty()) {
        renewed.remove(station);
      }
    }
    boolean known = state instanceof FlowState.Following;
    for (FactId.Unicast station : newerRemotely) {
      if (!known || learning.contains(station)) {
        renewed.add(station);
      }
    }
    pump();
  }

  /** Takes the numbers that ports have now. */
  void setPorts(PortNumbers numbers) {
    pipeline.setPorts(numbers);
    pump();
  }

  /** The switch shall look anew at frames that it has seen: any change of flows makes it do so. */
  void forgetFrames() {
    pipeline.repeatOne();
    pump();
  }

  private void onReady(Channel connected) {
    if (!(state instanceof FlowState.Dialling dialling)) {
      connected.close();
      return;
    }
    Listener listener = new Listener();
    OpenFlowChannel channel = OpenFlowChannel.attach(connected, listener, ChannelLimits.DEFAULT);
    listener.channel = channel;
    state = new FlowState.Reading(dialling.connector(), channel);
    repairs.restart();
    channel
        .ready()
        .whenComplete((features, failure) -> {
          if (failure == null && state.isOn(channel)) {
            monitor(channel);
            read(dialling.connector(), channel);
          }
        });
  }

  /** Others' doings are told in full, our own by a hint. */
  private void monitor(OpenFlowChannel channel) {
    channel
        .monitorFlows(FlowMonitor.add(MONITOR, CHANGES, TableId.ALL, Match.ALL))
        .exceptionally(failure -> {
          LOG.warn("event=monitor-refused bridge={} cause={}", logged, reason(failure));
          return List.of();
        });
  }

  private void read(Connector connector, OpenFlowChannel channel) {
    state = new FlowState.Reading(connector, channel);
    repairs.onReading();
    watch.expect(Forgets.NOTHING);
    ahead = Optional.empty();
    CompletableFuture<SwitchContents> reading = SwitchContents.read(channel, pipeline);
    refusals.keepFlows(key -> pipeline.flow(key).isPresent());
    refusals.keepGroups(id -> pipeline.group(id).isPresent());
    reading.whenComplete((contents, failure) -> {
      if (state.isOn(channel) && failure == null) {
        onContents(connector, channel, contents);
      } else if (state.isOn(channel)) {
        LOG.warn("event=flows-unreadable bridge={} cause={}", logged, reason(failure));
        connector.drop("flows could not be read: " + failure.getMessage());
      }
    });
  }

  private void onContents(Connector connector, OpenFlowChannel channel, SwitchContents contents) {
    FlowAudit audit = contents.audit();
    pipeline.correct(audit.astray());
    LOG.info(
        "event=flows-read bridge={} flows={} learned={} changes={}",
        logged,
        contents.flowCount(),
        audit.stations().size(),
        pipeline.isFilling() ? "all" : audit.changeCount());
    lastLoss = "";
    state = new FlowState.Following(connector, channel, false);
    learning.replaceAll(audit);
    renewed.removeIf(station -> !learning.contains(station));
    events.onSettled();
    time.sent(pipeline.isFilling() || !audit.changes().isEmpty());
    if (audit.changes().isEmpty()) {
      pump();
    } else {
      send(audit.changes());
    }
  }

  /** Sends what there is to send, unless something is on its way. */
  private void pump() {
    if (!(state instanceof FlowState.Following following) || following.busy()) {
      return;
    }
    if (repairs.isAuditWanted()) {
      read(following.connector(), following.channel());
      return;
    }
    boolean goesOn = pipeline.isFilling() || ahead.isPresent();
    PipelineChange change = ahead.orElseGet(pipeline::takeChange);
    ahead = Optional.empty();
    List<Change> changes = new ArrayList<>(change.messages());
    renewed.forEach(station -> changes.add(LearnedFlow.forget(station)));
    watch.expect(new Forgets(renewed, Set.copyOf(change.unlearned())));
    renewed.clear();
    if (!goesOn) {
      time.sent(!changes.isEmpty());
    }
    send(changes);
  }

  /** While the switch carries out a part of what it shall have, the next one is made. */
  private void takeAhead() {
    if (isBusy() && ahead.isEmpty() && pipeline.isFilling()) {
      ahead = Optional.of(pipeline.takeChange());
    }
  }

  private void send(List<Change> changes) {
    if (!(state instanceof FlowState.Following following)) {
      return;
    }
    if (changes.isEmpty()) {
      state = new FlowState.Following(following.connector(), following.channel(), false);
      events.onFaultsChanged();
      return;
    }
    OpenFlowChannel channel = following.channel();
    state = new FlowState.Following(following.connector(), channel, true);
    List<Change> now = changes.subList(0, Math.min(changes.size(), BUNDLE_LIMIT));
    List<Change> later = List.copyOf(changes.subList(now.size(), changes.size()));
    channel
        .apply(now, () -> context.loop().execute(this::takeAhead))
        .whenComplete((refused, failure) -> {
          if (!state.isOn(channel)) {
            return;
          }
          watch.tellForgotten();
          if (failure != null) {
            onFailed(channel, failure);
          } else {
            refusals.onSent(now, refused);
            scheduleRetry();
            if (later.isEmpty()) {
              if (ahead.isEmpty() && !pipeline.isFilling()) {
                time.confirmed();
              }
              idle();
            } else {
              send(later);
            }
          }
        });
  }

  private void onFailed(OpenFlowChannel channel, Throwable failure) {
    LOG.warn("event=flows-not-sent bridge={} cause={}", logged, reason(failure));
    repairs.wantAudit();
    context.later(
        () -> {
          if (state.isOn(channel)) {
            idle();
          }
        },
        FAILED_RETRY_MS);
  }

  private void idle() {
    if (state instanceof FlowState.Following following) {
      state = new FlowState.Following(following.connector(), following.channel(), false);
      events.onFaultsChanged();
      pump();
    }
  }

  private void scheduleRetry() {
    if (!retryScheduled && !refusals.isEmpty()) {
      retryScheduled = true;
      context.later(this::retryRefused, REFUSED_RETRY_MS);
    }
  }

  private void retryRefused() {
    retryScheduled = false;
    refusals.flows().forEach(key -> repairs.add(key, Optional.empty()));
    if (refusals.hasGroups()) {
      repairs.doubtGroups();
    }
    scheduleRepair();
  }

  private void scheduleRepair() {
    if (!repairScheduled && !repairs.isEmpty()) {
      repairScheduled = true;
      context.later(this::repair, repairs.delayMs(nowMs()));
    }
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(context.nowNs());
  }

  private void repair() {
    repairScheduled = false;
    if (!(state instanceof FlowState.Following following)) {
      return;
    }
    if (following.busy()) {
      scheduleRepair();
      return;
    }
    if (repairs.isOverfull()) {
      repairs.wantAudit();
    }
    if (repairs.isAuditWanted() || !repairs.areGroupsInDoubt()) {
      repairWith(List.of());
      return;
    }
    OpenFlowChannel channel = following.channel();
    state = new FlowState.Following(following.connector(), channel, true);
    channel
        .dumpGroups(GroupDump.ALL)
        .whenComplete((groups, failure) -> {
          if (!state.isOn(channel)) {
            return;
          }
          if (failure == null) {
            List<Change> first = FlowAudit.ofGroups(groups, pipeline);
            refusals.keepGroupsOf(first);
            repairWith(first);
          } else {
            onFailed(channel, failure);
          }
        });
  }

  private void repairWith(List<Change> first) {
    List<Change> changes = new ArrayList<>(first);
    changes.addAll(repairs.take(pipeline, nowMs()));
    if (repairs.isAuditWanted() || changes.isEmpty()) {
      idle();
    } else {
      LOG.info("event=flows-repaired bridge={} count={}", logged, changes.size());
      refusals.countRepairs(changes);
      send(changes);
    }
  }

  private static String reason(Throwable failure) {
    return LogValue.of(String.valueOf(failure.getMessage()));
  }

  private void onClosed(OpenFlowChannel channel, String reason) {
    if (state.isOn(channel)) {
      if (!reason.equals(lastLoss)) {
        LOG.warn("event=openflow-lost bridge={} cause={}", logged, LogValue.of(reason));
      }
      lastLoss = reason;
      state.connecting().ifPresent(connector -> state = new FlowState.Dialling(connector));
    }
  }

  /** One connection's. */
  private final class Listener implements OpenFlowListener {
    private OpenFlowChannel channel;

    @Override
    public void onPortStatus(PortStatus status) {}

    @Override
    public void onFlowUpdates(List<FlowUpdate> updates) {
      // While reading, what comes before the answer is in the answer.
      if (state.isOn(channel) && state instanceof FlowState.Following) {
        boolean wasFull = !learning.full().isEmpty();
        updates.forEach(watch::onUpdate);
        scheduleRepair();
        if (wasFull == learning.full().isEmpty()) {
          events.onFaultsChanged();
        }
      }
    }

    @Override
    public void onGroupsChanged() {
      if (state.isOn(channel) && state instanceof FlowState.Following) {
        repairs.doubtGroups();
        scheduleRepair();
      }
    }

    @Override
    public void onError(Xid xid, OpenFlowError error) {
      LOG.warn(
          "event=openflow-error bridge={} xid={} error={}",
          logged,
          xid,
          LogValue.of(error.toString()));
    }

    @Override
    public void onClosed(String reason) {
      SwitchFlows.this.onClosed(channel, reason);
    }
  }
}
