package io.vtepd.bridge.openvswitch;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.vtepd.bridge.desired.CommitInbox;
import io.vtepd.bridge.desired.DesiredChange;
import io.vtepd.bridge.desired.DesiredModel;
import io.vtepd.bridge.desired.ProblemLog;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.bridge.feedback.Feedback;
import io.vtepd.bridge.feedback.LearnedStation;
import io.vtepd.bridge.feedback.Sightings;
import io.vtepd.bridge.openvswitch.ports.OvsBridge;
import io.vtepd.bridge.openvswitch.ports.OvsTables;
import io.vtepd.bridge.openvswitch.ports.OvsView;
import io.vtepd.bridge.replica.Replica;
import io.vtepd.bridge.replica.ReplicaOptions;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepSink;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an Open vSwitch do what hardware_vtep says, and reports back. Each Physical_Switch is the
 * bridge of its name; the operator makes bridges.
 *
 * <p>Everything runs on one event loop: commits of hardware_vtep, Open vSwitch's database, and the
 * OpenFlow connections. It starts without an Open vSwitch and looks for it for ever. Closing it
 * leaves the switch forwarding as it is; the next driver goes on from there without touching it.
 */
public final class OpenVswitchDriver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenVswitchDriver.class);
  private static final long CLOSE_LIMIT_S = 5;

  private final CommitSource source;
  private final OpenVswitchOptions options;
  private final EventLoop loop;
  private final Feedback feedback;

  private final DriverCounters counters = new DriverCounters();

  /** All that follows is read and written on the loop only. */
  private final Map<String, SwitchDriver> switches = new HashMap<>();

  /** Those that are gone but for ports that were still on their way. */
  private final List<SwitchDriver> leaving = new ArrayList<>();

  /** Bridges that were looked at, or are somebody's. */
  private final Set<String> swept = new HashSet<>();

  private Optional<Replica> ovsdb = Optional.empty();
  private Optional<CommitSource.Subscription> subscription = Optional.empty();
  private Optional<DesiredModel> model = Optional.empty();
  private Optional<DatabaseSchema> schema = Optional.empty();
  private Optional<VtepTables> tables = Optional.empty();
  private Optional<OvsTables> ovsTables = Optional.empty();
  private OvsView view = OvsView.EMPTY;
  private boolean reached;
  private boolean closed;
  private final CompletableFuture<Void> firstLook = new CompletableFuture<>();

  /**
   * @param source commits of hardware_vtep
   * @param sink takes the reports
   * @param group one of its loops becomes the owner of everything here
   */
  public OpenVswitchDriver(
      CommitSource source, CommitSink sink, OpenVswitchOptions options, EventLoopGroup group) {
    this.source = source;
    this.options = options;
    this.loop = group.next();
    this.feedback =
        new Feedback(
            new VtepSink(sink),
            options.feedback(),
            loop,
            RandomGenerator.of("L64X128MixRandom"),
            () -> TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime()));
  }

  /**
   * Begins.
   *
   * @return completes when the database was read for the first time
   */
  public CompletableFuture<Void> start() {
    loop.execute(this::begin);
    return firstLook;
  }

  private void begin() {
    Target.Unix target = new Target.Unix(options.runDir().resolve("db.sock").toString());
    Replica replica =
        Replica.start(ReplicaOptions.of(target, OvsTables.selection()), Transport.plain(loop));
    ovsdb = Optional.of(replica);
    replica.subscribe(new OvsListener());
    CommitInbox inbox = new CommitInbox(this::afterIo, new VtepOwner(), loop.ticker()::nanoTime);
    subscription = Optional.of(source.subscribe(inbox));
  }

  /** Whether every switch has confirmed what was last asked of it. For any thread. */
  CompletableFuture<Boolean> settled() {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    afterIo(() ->
        answer.complete(
            model.isPresent() && switches.values().stream().allMatch(SwitchDriver::isSettled)));
    return answer;
  }

  /** Whether Open vSwitch is reached and has the bridges, in words. For any thread. */
  public CompletableFuture<String> condition() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    afterIo(() -> answer.complete(conditionNow()));
    return answer;
  }

  private String conditionNow() {
    if (!reached) {
      return "no Open vSwitch at " + options.runDir();
    }
    Set<String> there = view.bridges().keySet();
    return "Open vSwitch, %d of %d bridges"
        .formatted(switches.keySet().stream().filter(there::contains).count(), switches.size());
  }

  /** What was counted since the start. */
  public DriverCounters counters() {
    return counters;
  }

  /** How each switch stands, by name, after what was told before. For any thread. */
  public CompletableFuture<List<SwitchStanding>> standings() {
    CompletableFuture<List<SwitchStanding>> answer = new CompletableFuture<>();
    afterIo(() ->
        answer.complete(
            switches.values().stream()
                .map(SwitchDriver::standing)
                .sorted(Comparator.comparing(SwitchStanding::name))
                .toList()));
    return answer;
  }

  /** What the switches were seen to do, as {@link Feedback#sightings} has it. For any thread. */
  public CompletableFuture<Sightings> sightings(Predicate<LearnedStation> wanted) {
    CompletableFuture<Sightings> answer = new CompletableFuture<>();
    afterIo(() -> answer.complete(feedback.sightings(wanted)));
    return answer;
  }

  /**
   * In the order of the calls, and not before the loop has looked after its connections: it runs
   * plain tasks until there is none, and commits that come one after the other would keep it from
   * reading what switches answer.
   */
  private void afterIo(Runnable task) {
    loop.schedule(task, 0, TimeUnit.NANOSECONDS);
  }

  private DriverContext context() {
    return new DriverContext(
        loop,
        options.runDir(),
        ovsdb.orElseThrow(),
        feedback,
        options.pipeline(),
        options.feedback().statisticsMs(),
        options.applied(),
        counters,
        RandomGenerator.of("L64X128MixRandom"));
  }

  private SwitchDriver create(String name) {
    // Whoever has the name now decides about its ports.
    leaving.stream().filter(old -> old.isNamed(name)).forEach(SwitchDriver::close);
    leaving.removeIf(old -> old.isNamed(name));
    swept.add(name);
    LOG.info("event=switch-added bridge={}", LogValue.of(name));
    return new SwitchDriver(name, context());
  }

  private void apply(DesiredChange ofRows, long sinceNs) {
    DesiredChange change = ofRows.ofBridges();
    feedback.onDesired(change);
    for (SwitchChange each : change.switches()) {
      ProblemLog.tell(each);
      if (each.kind() == SwitchChange.Kind.REMOVED) {
        Optional.ofNullable(switches.remove(each.name())).ifPresent(this::dismantle);
        continue;
      }
      boolean known = switches.containsKey(each.name());
      SwitchDriver driver = switches.computeIfAbsent(each.name(), this::create);
      driver.apply(each.facts(), each.renewed(), sinceNs);
      if (!known) {
        ovsTables.ifPresent(columns -> driver.onView(view, columns));
      }
    }
    feedback.flush();
  }

  private void dismantle(SwitchDriver driver) {
    driver.dismantle();
    leaving.add(driver);
  }

  /**
   * Cleans bridges that no Physical_Switch names: an earlier run may have left something there, if
   * the row went while nobody followed the database.
   */
  private void sweep() {
    swept.retainAll(view.bridges().keySet());
    if (model.isEmpty() || ovsTables.isEmpty()) {
      return;
    }
    for (OvsBridge bridge : view.bridges().values()) {
      String name = bridge.name();
      boolean known = switches.containsKey(name) || leaving.stream().anyMatch(d -> d.isNamed(name));
      if (!known && bridge.mayBeOurs() && swept.add(name)) {
        SwitchDriver driver = new SwitchDriver(name, context());
        driver.hasLeft(view, ovsTables.get());
        dismantle(driver);
      }
    }
  }

  /** Stops; the switch goes on as it is. */
  @Override
  public void close() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> {
      closed = true;
      subscription.ifPresent(CommitSource.Subscription::close);
      switches.values().forEach(SwitchDriver::close);
      leaving.forEach(SwitchDriver::close);
      feedback.close();
      ovsdb.ifPresentOrElse(
          replica -> replica.shutdown().thenRun(() -> done.complete(null)),
          () -> done.complete(null));
    });
    if (!loop.inEventLoop()) {
      done.orTimeout(CLOSE_LIMIT_S, TimeUnit.SECONDS).exceptionally(late -> null).join();
    }
  }

  /** What hardware_vtep tells. */
  private final class VtepOwner implements CommitInbox.Owner {

    @Override
    public void onCommit(Commit commit, boolean whole, long sinceNs) {
      if (closed) {
        return;
      }
      boolean known = schema.filter(old -> old == commit.snapshot().schema()).isPresent();
      if (!known) {
        try {
          tables = Optional.of(VtepTables.of(commit.snapshot().schema()));
        } catch (IllegalArgumentException e) {
          LOG.error(
              "event=database-unusable cause={}", LogValue.of(String.valueOf(e.getMessage())));
          return;
        }
        schema = Optional.of(commit.snapshot().schema());
      }
      VtepCommit typed = VtepCommit.of(commit, tables.orElseThrow());
      Optional<DesiredModel> before = model;
      boolean anew = whole || before.isEmpty() || !known;
      feedback.onCommit(typed, anew);
      if (anew) {
        DesiredModel next =
            before
                .map(old -> DesiredModel.of(typed.snapshot(), old))
                .orElseGet(() -> DesiredModel.of(typed.snapshot()));
        model = Optional.of(next);
        apply(next.changesSince(before.orElseGet(() -> nothing(typed))), sinceNs);
        sweep();
      } else {
        apply(before.get().apply(typed), sinceNs);
      }
      firstLook.complete(null);
    }

    @Override
    public void onLost(String reason) {
      LOG.warn("event=database-lost cause={} action=\"forwarding goes on\"", LogValue.of(reason));
    }
  }

  private static DesiredModel nothing(VtepCommit commit) {
    Snapshot empty = Snapshot.empty(commit.snapshot().snapshot().schema());
    return DesiredModel.of(new VtepSnapshot(empty, commit.tables()));
  }

  /** What Open vSwitch's database tells. */
  private final class OvsListener implements CommitSource.Listener {

    @Override
    public void onCommit(Commit commit) {
      if (closed) {
        return;
      }
      OvsTables columns = OvsTables.of(commit.snapshot().schema());
      ovsTables = Optional.of(columns);
      reached = true;
      view = OvsView.of(commit.snapshot(), columns);
      switches.values().forEach(driver -> driver.onView(view, columns));
      leaving.removeIf(driver -> driver.hasLeft(view, columns));
      sweep();
      feedback.flush();
    }

    @Override
    public void onLost(String reason) {
      reached = false;
      switches.values().forEach(SwitchDriver::onDatabaseLost);
    }
  }
}
