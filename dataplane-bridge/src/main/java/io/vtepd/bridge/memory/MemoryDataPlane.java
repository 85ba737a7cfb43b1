package io.vtepd.bridge.memory;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.vtepd.bridge.desired.CommitInbox;
import io.vtepd.bridge.desired.DesiredChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.ProblemLog;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.bridge.feedback.BindingCounts;
import io.vtepd.bridge.feedback.Feedback;
import io.vtepd.bridge.feedback.LearnedStation;
import io.vtepd.bridge.feedback.Sightings;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepSink;
import io.vtepd.vtep.VtepTables;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane of an appliance without a switch: a {@link MemorySwitch} for each Physical_Switch
 * of a database, and the same reports back as from a real one. What happens at its ports and in its
 * tunnels is up to whoever calls {@link #ask}.
 *
 * <p>Everything runs on one event loop, which others may share.
 */
public final class MemoryDataPlane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryDataPlane.class);
  private static final long AGE_PERIOD_MS = 1_000;

  private final CommitSource source;
  private final MemoryOptions options;
  private final EventLoop loop;
  private final Feedback feedback;

  /** All that follows is used on the loop only. */
  private final MemoryDriver driver;

  private Optional<VtepTables> tables = Optional.empty();
  private Optional<DatabaseSchema> schemaOfTables = Optional.empty();
  private Optional<CommitSource.Subscription> subscription = Optional.empty();
  private Optional<ScheduledFuture<?>> ageing = Optional.empty();
  private Optional<ScheduledFuture<?>> counting = Optional.empty();
  private boolean closed;

  /**
   * @param source commits of hardware_vtep
   * @param sink takes the reports
   * @param group one of its loops becomes the owner of everything here
   */
  public MemoryDataPlane(
      CommitSource source, CommitSink sink, MemoryOptions options, EventLoopGroup group) {
    this.source = source;
    this.options = options;
    this.loop = group.next();
    this.feedback =
        new Feedback(
            new VtepSink(sink),
            options.feedback(),
            loop,
            RandomGenerator.of("L64X128MixRandom"),
            this::nowMs);
    this.driver = new MemoryDriver(options.settings(), feedback);
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime());
  }

  /** Begins. */
  public void start() {
    loop.execute(() -> {
      subscription =
          Optional.of(
              source.subscribe(new CommitInbox(loop, new Owner(), loop.ticker()::nanoTime)));
      ageing =
          Optional.of(
              loop.scheduleWithFixedDelay(
                  () -> driver.switches().forEach(each -> each.age(nowMs())),
                  AGE_PERIOD_MS,
                  AGE_PERIOD_MS,
                  TimeUnit.MILLISECONDS));
      long everyMs = options.feedback().statisticsMs();
      if (everyMs > 0) {
        counting =
            Optional.of(
                loop.scheduleWithFixedDelay(
                    this::tellCounts, everyMs, everyMs, TimeUnit.MILLISECONDS));
      }
    });
  }

  private void tellCounts() {
    for (MemorySwitch each : driver.switches()) {
      Map<FactId.Binding, BindingCounts> changed = each.takeCounts();
      if (!changed.isEmpty()) {
        feedback.onCounts(each.name(), changed);
      }
    }
  }

  /** A switch and the time: the switch may be used until the question is answered. */
  public record Moment(MemorySwitch target, long nowMs) {}

  /**
   * Asks something of the switch of that name, or makes something happen at it.
   *
   * @return the answer; empty if there is no such switch
   */
  public <T> CompletableFuture<Optional<T>> ask(String name, Function<Moment, T> question) {
    return CompletableFuture.supplyAsync(
        () -> {
          Optional<MemorySwitch> found = driver.find(name);
          Optional<T> answer = found.map(it -> question.apply(new Moment(it, nowMs())));
          found.ifPresent(this::tellAll);
          return answer;
        },
        loop);
  }

  /** What the switches were seen to do, as {@link Feedback#sightings} has it. For any thread. */
  public CompletableFuture<Sightings> sightings(Predicate<LearnedStation> wanted) {
    return CompletableFuture.supplyAsync(() -> feedback.sightings(wanted), loop);
  }

  private void tellAll(MemorySwitch it) {
    feedback.onFaults(it.name(), it.faults());
    it.desired().tunnels().forEach(tunnel -> tellBfd(it, tunnel.remote()));
  }

  private void tellBfd(MemorySwitch it, Ipv4Address remote) {
    feedback.onBfdStatus(it.name(), remote, it.bfdStatus(remote));
  }

  private void apply(DesiredChange change) {
    feedback.onDesired(change);
    driver.render(change);
    change.switches().forEach(ProblemLog::tell);
    for (SwitchChange each : change.switches()) {
      driver.find(each.name()).ifPresent(it -> tell(it, each));
    }
    feedback.flush();
  }

  /** What follows from the change, and costs no more than it. */
  private void tell(MemorySwitch it, SwitchChange change) {
    if (change.kind() == SwitchChange.Kind.ADDED) {
      options.ports().forEach(it::addPort);
      feedback.onSettled(it.name());
    }
    boolean bindings = false;
    for (var fact : change.facts()) {
      if (fact.id() instanceof FactId.Tunnel(Ipv4Address remote) && fact.after().isPresent()) {
        tellBfd(it, remote);
      }
      bindings |= fact.id() instanceof FactId.Binding;
    }
    if (bindings) {
      feedback.onFaults(it.name(), it.faults());
    }
  }

  /** Stops; nothing is reported any more. */
  @Override
  public void close() {
    loop.execute(() -> {
      closed = true;
      subscription.ifPresent(CommitSource.Subscription::close);
      ageing.ifPresent(it -> it.cancel(false));
      counting.ifPresent(it -> it.cancel(false));
      feedback.close();
    });
  }

  /** What hardware_vtep tells. */
  private final class Owner implements CommitInbox.Owner {

    @Override
    public void onCommit(Commit commit, boolean whole, long sinceNs) {
      if (closed) {
        return;
      }
      DatabaseSchema schema = commit.snapshot().schema();
      boolean anew = whole || schemaOfTables.filter(known -> known == schema).isEmpty();
      if (anew) {
        try {
          tables = Optional.of(VtepTables.of(schema));
        } catch (IllegalArgumentException e) {
          LOG.error("event=database-unusable cause={}", LogValue.of(e.getMessage()));
          return;
        }
        schemaOfTables = Optional.of(schema);
        driver.onLost("the whole contents come");
      }
      VtepCommit typed = VtepCommit.of(commit, tables.orElseThrow());
      feedback.onCommit(typed, anew);
      apply(driver.follow(typed));
    }

    @Override
    public void onLost(String reason) {
      LOG.warn("event=database-lost cause={}", LogValue.of(reason));
    }
  }
}
