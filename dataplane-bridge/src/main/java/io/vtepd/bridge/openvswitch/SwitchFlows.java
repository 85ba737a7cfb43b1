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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the flows of one bridge as they shall be: reads what the switch has, sends the differences,
 * then follows both the desired model and the switch ({@link FlowState}). A switch that has nothing
 * and was told nothing is not compared with: it is filled part by part. On the driver's loop.
 */
final class SwitchFlows {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchFlows.class);
  private static final int BUNDLE_LIMIT = 50_000;

  /** Bindings in one bundle that fills a switch, of four flows each. */
  private static final int FILLED_AT_ONCE = 2_500;

  /** So the switch has work while the next bundle is made. */
  private static final int FILLS_ON_WAY = 2;

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
  private final Mending mending;
  private FlowState state = new FlowState.NoBridge();

  private String lastLoss = "";

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
    this.mending = new Mending(logged, context, pipeline, repairs, refusals, new Way());
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
            look(dialling.connector(), channel);
          }
        });
  }

  private void look(Connector connector, OpenFlowChannel channel) {
    OurShare.of(channel)
        .whenComplete((ours, failure) -> {
          if (!state.isOn(channel)) {
            return;
          }
          if (failure != null) {
            onUnreadable(connector, failure);
          } else if (ours.isEmpty() && pipeline.isUntold()) {
            fill(connector, channel);
          } else {
            read(connector, channel);
          }
        });
  }

  private void fill(Connector connector, OpenFlowChannel channel) {
    LOG.info("event=flows-read bridge={} flows=0 learned=0 changes=all", logged);
    pipeline.fill(FILLED_AT_ONCE);
    follow(connector, channel);
    time.sent(true);
    pump();
  }

  /** From now on the switch is told changes. */
  private void follow(Connector connector, OpenFlowChannel channel) {
    lastLoss = "";
    state = new FlowState.Following(connector, channel, 0);
    renewed.removeIf(station -> !learning.contains(station));
    events.onSettled();
  }

  private void onUnreadable(Connector connector, Throwable failure) {
    LOG.warn("event=flows-unreadable bridge={} cause={}", logged, reason(failure));
    connector.drop("flows could not be read: " + failure.getMessage());
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
    CompletableFuture<SwitchContents> reading = SwitchContents.read(channel, pipeline);
    refusals.keepFlows(key -> pipeline.flow(key).isPresent());
    refusals.keepGroups(id -> pipeline.group(id).isPresent());
    reading.whenComplete((contents, failure) -> {
      if (state.isOn(channel) && failure == null) {
        onContents(connector, channel, contents);
      } else if (state.isOn(channel)) {
        onUnreadable(connector, failure);
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
        audit.changeCount());
    learning.replaceAll(audit);
    follow(connector, channel);
    time.sent(!audit.changes().isEmpty());
    if (audit.changes().isEmpty()) {
      pump();
    } else {
      send(audit.changes());
    }
  }

  /** Sends what there is to send, unless enough is on its way. */
  private void pump() {
    boolean goesOn = true;
    while (goesOn && state instanceof FlowState.Following following && mayFollow(following)) {
      goesOn = pumpOne(following);
    }
  }

  /** What is forgotten is told when it is confirmed, so nothing else is on its way then. */
  private boolean mayFollow(FlowState.Following following) {
    boolean forgets = watch.isExpecting() || pipeline.isAbandoning() || !renewed.isEmpty();
    int limit = pipeline.isFilling() && !repairs.isAuditWanted() && !forgets ? FILLS_ON_WAY : 1;
    return following.onWay() < limit;
  }

  /** Whether anything was sent. */
  private boolean pumpOne(FlowState.Following following) {
    if (repairs.isAuditWanted()) {
      read(following.connector(), following.channel());
      return false;
    }
    boolean goesOn = pipeline.isFilling();
    PipelineChange change = pipeline.takeChange();
    List<Change> changes = new ArrayList<>(change.messages());
    renewed.forEach(station -> changes.add(LearnedFlow.forget(station)));
    watch.expect(new Forgets(renewed, Set.copyOf(change.unlearned())));
    renewed.clear();
    if (!goesOn) {
      time.sent(!changes.isEmpty());
    }
    if (changes.isEmpty()) {
      tellConfirmed();
    } else {
      send(changes);
    }
    return !changes.isEmpty();
  }

  private void send(List<Change> changes) {
    if (state instanceof FlowState.Following following) {
      state = following.plus(1);
      send(changes, following.channel());
    }
  }

  private void send(List<Change> changes, OpenFlowChannel channel) {
    List<Change> now = changes.subList(0, Math.min(changes.size(), BUNDLE_LIMIT));
    List<Change> later = List.copyOf(changes.subList(now.size(), changes.size()));
    channel
        .apply(now)
        .whenComplete((refused, failure) -> {
          if (!state.isOn(channel)) {
            return;
          }
          watch.tellForgotten();
          if (failure != null) {
            onFailed(channel, failure);
          } else {
            mending.onSent(now, refused);
            if (later.isEmpty()) {
              done();
            } else {
              send(later, channel);
            }
          }
        });
  }

  private void tellConfirmed() {
    if (state instanceof FlowState.Following following && !following.busy()) {
      if (!pipeline.isFilling()) {
        time.confirmed();
      }
      events.onFaultsChanged();
    }
  }

  private void onFailed(OpenFlowChannel channel, Throwable failure) {
    LOG.warn("event=flows-not-sent bridge={} cause={}", logged, reason(failure));
    repairs.wantAudit();
    context.later(
        () -> {
          if (state.isOn(channel)) {
            done();
          }
        },
        FAILED_RETRY_MS);
  }

  /** One less is on its way. */
  private void done() {
    if (state instanceof FlowState.Following following) {
      state = following.plus(-1);
      tellConfirmed();
      pump();
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

  /** What mends takes its turn. */
  private final class Way implements Mending.Way {

    @Override
    public boolean isOpen() {
      return state instanceof FlowState.Following;
    }

    @Override
    public Optional<OpenFlowChannel> take() {
      if (state instanceof FlowState.Following following && !following.busy()) {
        state = following.plus(1);
        return Optional.of(following.channel());
      }
      return Optional.empty();
    }

    @Override
    public void send(List<Change> changes, OpenFlowChannel channel) {
      SwitchFlows.this.send(changes, channel);
    }

    @Override
    public void leave() {
      done();
    }

    @Override
    public void fail(OpenFlowChannel channel, Throwable failure) {
      onFailed(channel, failure);
    }

    @Override
    public boolean isOn(OpenFlowChannel channel) {
      return state.isOn(channel);
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
        mending.schedule();
        if (wasFull == learning.full().isEmpty()) {
          events.onFaultsChanged();
        }
      }
    }

    @Override
    public void onGroupsChanged() {
      if (state.isOn(channel) && state instanceof FlowState.Following) {
        repairs.doubtGroups();
        mending.schedule();
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
