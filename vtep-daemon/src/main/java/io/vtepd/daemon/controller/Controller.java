package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one LAN of each network: tells every VTEP what the others say.
 *
 * <p>Level-triggered: whatever happens, a round computes what all VTEPs shall be told from what
 * they say now, and sends each that is connected the difference, if there is one. A VTEP that has
 * not answered yet is left out of the round; its answer begins another one. So nothing need be
 * remembered over a restart.
 *
 * <p>When it is closed, everything stays as it is: the VTEPs go on forwarding.
 */
public final class Controller {

  /** Connections, those that are lost and remembered included. */
  public static final int VTEP_LIMIT = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

  private final Ownership ownership;
  private final ScheduledExecutorService executor;
  private final Narrator narrator;
  private final LongSupplier nowMs;
  private final RandomGenerator uuids;

  /** All that follows is used on the executor's thread alone. */
  private final Vteps vteps = new Vteps();

  private final SeenStations seen = new SeenStations();
  private Networks networks = Networks.none();
  private boolean roundDue;

  /**
   * @param executor of one thread
   * @param nowMs a clock that only goes on, ms
   * @param uuids where the UUIDs of new rows come from
   */
  public Controller(
      Ownership ownership,
      ScheduledExecutorService executor,
      Narrator narrator,
      LongSupplier nowMs,
      RandomGenerator uuids) {
    this.ownership = ownership;
    this.executor = executor;
    this.narrator = narrator;
    this.nowMs = nowMs;
    this.uuids = uuids;
  }

  /** The networks that there shall be, from now on. */
  public void setNetworks(Networks wanted) {
    executor.execute(() -> {
      networks = wanted;
      requestRound();
    });
  }

  /** A connection to a VTEP, as its owner sees it. */
  public interface Link {

    /** Takes all that is ours from the VTEP, if it is connected, then closes. */
    void leave();
  }

  /**
   * Takes a connection.
   *
   * @param name how to call it
   * @param comesBack whether the source connects anew when the connection is lost
   * @param closing ends it; called when nothing is left to do there
   */
  public Link connect(
      String name, CommitSource source, CommitSink sink, boolean comesBack, Runnable closing) {
    Vtep vtep = new Vtep(name, sink, comesBack, closing);
    executor.execute(() -> {
      if (vteps.size() >= VTEP_LIMIT) {
        LOG.warn("event=vtep-refused vtep={} cause=\"{} are the limit\"", name, VTEP_LIMIT);
        vtep.close();
        return;
      }
      vteps.add(vtep);
      new VtepSource(source).subscribe(new Hearing(vtep));
    });
    return () ->
        executor.execute(() -> {
          vtep.leave();
          if (!vtep.isConnected()) {
            vteps.remove(vtep);
            vtep.close();
          }
          requestRound();
        });
  }

  /** What a VTEP's database tells; called on the thread of its connection. */
  private final class Hearing implements VtepSource.Listener {
    private final Vtep vtep;

    Hearing(Vtep vtep) {
      this.vtep = vtep;
    }

    @Override
    public void onCommit(VtepCommit commit) {
      executor.execute(() -> onContents(vtep, commit));
    }

    @Override
    public void onLost(String reason) {
      executor.execute(() -> {
        if (vtep.isConnected()) {
          narrator.heard(vtep.name(), "the connection is lost: " + reason);
        }
        vtep.onLost();
        requestRound();
      });
    }
  }

  private void onContents(Vtep vtep, VtepCommit commit) {
    boolean first = !vtep.isConnected();
    vtep.onContents(commit.snapshot(), ViewReader.read(commit.snapshot(), ownership));
    if (first) {
      String switches = vtep.view().map(view -> view.switches().keySet().toString()).orElse("none");
      LOG.info("event=vtep-connected vtep={} switches={}", vtep.name(), LogValue.of(switches));
      narrator.heard(vtep.name(), "connected; its switches are " + switches + ".");
    }
    long now = nowMs.getAsLong();
    vtep.view()
        .map(view -> seen.onView(view, vtep.name(), narrator, now))
        .ifPresent(holds -> holds.forEach(this::warn));
    requestRound();
  }

  private void warn(Moves.Hold hold) {
    LOG.warn(
        "event=station-claimed-twice station={} at={} other={} held_s={}",
        LogValue.of(hold.station().toString()),
        LogValue.of(seen.name(hold.at())),
        LogValue.of(seen.name(hold.other())),
        Moves.HOLD_MS / 1000);
    // Then the newest claim counts again.
    executor.schedule(this::requestRound, Moves.HOLD_MS, TimeUnit.MILLISECONDS);
  }

  private void requestRound() {
    if (!roundDue) {
      roundDue = true;
      executor.execute(() -> {
        roundDue = false;
        round();
      });
    }
  }

  private void round() {
    vteps.forget(networks.switchNames());
    seen.keep(vteps.identities());
    Map<String, Vtep> counting = vteps.counting();
    Collection<VtepView> views =
        counting.values().stream().map(vtep -> vtep.view().orElseThrow()).toList();
    Map<String, SortedMap<String, DesiredNetwork>> desired =
        Computation.compute(networks, views, seen.ages(nowMs.getAsLong()));
    Set<Ipv4Address> ends =
        views.stream().flatMap(view -> view.tunnelIps().stream()).collect(Collectors.toSet());
    Planner.Tunnels tunnels = new Planner.Tunnels(networks.bfd(), ends);
    counting.forEach((identity, vtep) -> tell(vtep, desired.get(identity), tunnels));
    for (Vtep vtep : vteps.all()) {
      if (vtep.isLeaving()) {
        tell(vtep, new TreeMap<>(), tunnels);
      } else if (vtep.view().isPresent() && !counting.containsValue(vtep)) {
        note(vtep, List.of("its switch or database is that of another connection, which counts"));
      }
    }
  }

  private void tell(Vtep vtep, SortedMap<String, DesiredNetwork> wanted, Planner.Tunnels tunnels) {
    if (!vtep.isConnected() || vtep.isBusy()) {
      return;
    }
    Plan plan = Planner.plan(vtep.contents().orElseThrow(), wanted, ownership, tunnels, uuids);
    note(vtep, plan.obstacles());
    if (plan.operations().isEmpty()) {
      vtep.settled();
      if (vtep.isLeaving()) {
        vteps.remove(vtep);
        vtep.close();
      }
      return;
    }
    long waitMs = vtep.waitMs(plan, nowMs.getAsLong());
    if (waitMs > 0) {
      executor.schedule(this::requestRound, waitMs, TimeUnit.MILLISECONDS);
      return;
    }
    send(vtep, plan);
  }

  private void note(Vtep vtep, List<String> obstacles) {
    if (vtep.setObstacles(obstacles)) {
      for (String obstacle : obstacles) {
        LOG.warn("event=obstacle vtep={} what={}", vtep.name(), LogValue.of(obstacle));
        narrator.heard(vtep.name(), "cannot do all: " + obstacle + ".");
      }
    }
  }

  private void send(Vtep vtep, Plan plan) {
    long startMs = nowMs.getAsLong();
    vtep.sending(plan, startMs);
    narrator.sent(vtep.name(), plan);
    vtep.sink()
        .transact(plan.operations())
        .whenCompleteAsync(
            (result, failure) ->
                onAnswer(vtep, plan, startMs, Optional.ofNullable(result), failure),
            executor);
  }

  private void onAnswer(
      Vtep vtep, Plan plan, long startMs, Optional<TransactionResult> result, Throwable failure) {
    vtep.setBusy(false);
    Optional<String> error =
        failure != null
            ? Optional.of(String.valueOf(failure.getMessage()))
            : result.flatMap(TransactionResult::error).map(OvsdbError::toString);
    long ms = nowMs.getAsLong() - startMs;
    if (error.isPresent()) {
      LOG.warn("event=refused vtep={} cause={}", vtep.name(), LogValue.of(error.get()));
      narrator.answered(vtep.name(), "refused: " + error.get());
    } else {
      LOG.info(
          "event=told vtep={} operations={} ms={} repeats={}",
          vtep.name(),
          plan.operations().size(),
          ms,
          vtep.repeats());
      narrator.answered(vtep.name(), "committed in " + ms + " ms.");
    }
    requestRound();
  }

  /** How it stands, in lines for people. */
  public CompletionStage<String> show() {
    return CompletableFuture.supplyAsync(
        () -> Standing.text(networks, vteps.all(), seen.held(nowMs.getAsLong())), executor);
  }
}
