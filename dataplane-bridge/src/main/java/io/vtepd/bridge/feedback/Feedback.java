package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.DesiredChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepSink;
import io.vtepd.vtep.VtepTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what switches measure into hardware_vtep. What is wrong with the database is computed anew
 * from what is true now for each transaction, so one that lost a race is never just repeated. One
 * transaction is on its way at a time; events that come meanwhile wait as {@link Dirty} marks.
 *
 * <p>Confined to the owner thread that {@code owner} runs tasks on.
 */
public final class Feedback implements SwitchReports {

  private static final Logger LOG = LoggerFactory.getLogger(Feedback.class);

  /** Stations come in bursts; a moment's patience makes one transaction of many. */
  private static final long GATHER_MS = 5;

  /** In the long run a hundred transactions a second, however stations storm. */
  private static final long PACE_MS = 10;

  private static final int PACE_BURST = 100;
  private static final long FIRST_RETRY_MS = 100;
  private static final long LAST_RETRY_MS = 10_000;

  private final VtepSink sink;
  private final FeedbackSettings settings;
  private final ScheduledExecutorService owner;
  private final RandomGenerator uuids;
  private final LongSupplier nowMs;
  private final Map<String, Measured> switches = new HashMap<>();
  private final PortReports ports;
  private final Pace pace;

  /** When the ports of a switch are looked at again because a row is held. */
  private final Map<String, Long> portsDueMs = new HashMap<>();

  private Dirty dirty = new Dirty();
  private Optional<LocalRows> rows = Optional.empty();
  private boolean busy;
  private boolean gathering;

  /** Busy only with waiting for the next try of what failed. */
  private boolean patient;

  private boolean closed;
  private long retryMs = FIRST_RETRY_MS;
  private String lastRefusal = "";

  /**
   * @param owner the one thread that calls everything here
   * @param uuids where the UUIDs of new rows come from
   * @param nowMs monotonic milliseconds
   */
  public Feedback(
      VtepSink sink,
      FeedbackSettings settings,
      ScheduledExecutorService owner,
      RandomGenerator uuids,
      LongSupplier nowMs) {
    this.sink = sink;
    this.settings = settings;
    this.owner = owner;
    this.uuids = uuids;
    this.nowMs = nowMs;
    this.ports = new PortReports(settings.portHoldMs());
    this.pace = new Pace(PACE_MS, PACE_BURST, nowMs.getAsLong());
  }

  /**
   * The database changed. Call before {@link #onDesired} of the same commit, and {@link #flush}
   * after it.
   *
   * @param whole whether what was known of the contents does not count
   */
  public void onCommit(VtepCommit commit, boolean whole) {
    if (whole || rows.isEmpty()) {
      retryMs = FIRST_RETRY_MS;
      endPatience();
      LocalRows anew = new LocalRows(commit.snapshot(), dirty);
      rows = Optional.of(anew);
      switches.values().forEach(each -> each.touchStations(dirty));
      switches.forEach((name, each) -> each.touchCounts(name, dirty));
      anew.logicalSwitchesWithRows().forEach(dirty::network);
      return;
    }
    rows.get().follow(commit, dirty);
    PhysicalSwitch.Table table = commit.tables().physicalSwitch();
    for (RowChange change : commit.changes().of(table.schema())) {
      if (change.changes(table.tunnelIps().schema())) {
        switches.values().forEach(each -> each.touchStations(dirty));
        switches.values().forEach(each -> each.logicalSwitches().forEach(dirty::network));
      }
    }
  }

  /** The desired model changed. */
  public void onDesired(DesiredChange change) {
    for (SwitchChange each : change.switches()) {
      measured(each.name()).apply(each, dirty);
      if (each.kind() == SwitchChange.Kind.REMOVED) {
        switches.remove(each.name()).touchStations(dirty);
      }
    }
  }

  private Measured measured(String switchName) {
    return switches.computeIfAbsent(switchName, any -> new Measured());
  }

  @Override
  public void onEvent(String switchName, BridgeEvent event) {
    measured(switchName).onEvent(switchName, event, dirty, nowMs.getAsLong());
    gather();
  }

  @Override
  public void onSettled(String switchName) {
    measured(switchName).settle();
    dirty.wholeSwitch(switchName);
    rows.ifPresent(it -> {
      it.stations().forEach(dirty::station);
      it.logicalSwitchesWithRows().forEach(dirty::network);
    });
    gather();
  }

  @Override
  public void onBfdStatus(String switchName, Ipv4Address remote, Map<String, String> status) {
    measured(switchName).setBfdStatus(remote, status);
    dirty.tunnels(switchName);
    gather();
  }

  @Override
  public void onCounts(String switchName, Map<FactId.Binding, BindingCounts> changed) {
    measured(switchName).setCounts(changed);
    changed.keySet().forEach(id -> dirty.counts(new CountedBinding(switchName, id)));
    gather();
  }

  @Override
  public void onFaults(String switchName, SwitchFaults faults) {
    measured(switchName).setFaults(faults);
    dirty.faults(switchName);
    gather();
  }

  /**
   * What is known now that the database does not tell.
   *
   * @param wanted which stations: there may be a hundred thousand
   */
  public Sightings sightings(Predicate<LearnedStation> wanted) {
    long now = nowMs.getAsLong();
    List<LearnedStation> stations = new ArrayList<>();
    List<TunnelStanding> tunnels = new ArrayList<>();
    switches.forEach((name, each) -> {
      stations.addAll(each.learned(name, wanted));
      tunnels.addAll(each.tunnelStandings(name, now));
    });
    return new Sightings(stations, tunnels);
  }

  private void gather() {
    gather(GATHER_MS);
  }

  private void gather(long delayMs) {
    if (!gathering && !dirty.isEmpty()) {
      gathering = true;
      later(
          () -> {
            gathering = false;
            flush();
          },
          delayMs);
    }
  }

  private void later(Runnable task, long delayMs) {
    owner.schedule(task, delayMs, TimeUnit.MILLISECONDS);
  }

  /**
   * Writes what there is to write: now if it is about bindings, which controllers wait for, else as
   * soon as the pace allows.
   */
  public void flush() {
    if (busy || closed || rows.isEmpty() || dirty.isEmpty()) {
      return;
    }
    long now = nowMs.getAsLong();
    if (dirty.networks().isEmpty() && pace.waitMs(now) > 0) {
      gather(pace.waitMs(now));
      return;
    }
    Dirty taken = dirty.take(settings.batchLimit());
    VtepTransaction transaction = plan(taken, rows.get(), now);
    if (transaction.isEmpty()) {
      gather();
      return;
    }
    pace.take(now);
    busy = true;
    sink.transact(transaction)
        .whenCompleteAsync(
            (result, failure) ->
                onDone(taken, Optional.ofNullable(result), Optional.ofNullable(failure)),
            owner);
  }

  private VtepTransaction plan(Dirty taken, LocalRows database, long now) {
    ReportPlan plan = ReportPlan.of(taken, database, switches, ports, uuids, now);
    plan.portsDueMs().forEach((name, dueMs) -> lookAtPorts(name, dueMs, now));
    return plan.transaction();
  }

  /** One timer a switch: however often the ports are compared, the row that is held is the same. */
  private void lookAtPorts(String name, long dueMs, long now) {
    Long earlier = portsDueMs.get(name);
    if (earlier != null && earlier <= dueMs) {
      return;
    }
    portsDueMs.put(name, dueMs);
    later(
        () -> {
          portsDueMs.remove(name, dueMs);
          dirty.ports(name);
          flush();
        },
        dueMs - now);
  }

  private void onDone(
      Dirty taken, Optional<TransactionResult> result, Optional<Throwable> failure) {
    Optional<String> error =
        failure
            .map(it -> String.valueOf(it.getMessage()))
            .or(() -> result.flatMap(TransactionResult::error).map(Object::toString));
    if (error.isEmpty()) {
      busy = false;
      retryMs = FIRST_RETRY_MS;
      lastRefusal = "";
      flush();
      return;
    }
    if (!error.get().equals(lastRefusal)) {
      lastRefusal = error.get();
      LOG.info("event=report-refused cause={} action=\"trying again\"", LogValue.of(lastRefusal));
    }
    dirty.addAll(taken);
    patient = true;
    later(
        () -> {
          endPatience();
          flush();
        },
        retryMs);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }

  private void endPatience() {
    if (patient) {
      patient = false;
      busy = false;
    }
  }

  /** Writes nothing more. */
  public void close() {
    closed = true;
  }
}
