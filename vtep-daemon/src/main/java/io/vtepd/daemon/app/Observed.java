package io.vtepd.daemon.app;

import io.vtepd.bridge.feedback.LearnedStation;
import io.vtepd.bridge.feedback.Sightings;
import io.vtepd.bridge.openvswitch.DriverCounters;
import io.vtepd.bridge.openvswitch.SwitchStanding;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.daemon.metrics.Histogram;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.tls.stream.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The parts of the process that metrics and views look at. For any thread. */
final class Observed {

  /** Parts answer at once; one that does not is stuck, and the page says so. */
  private static final long ANSWER_LIMIT_S = 5;

  private final Instant startedAt = InstantSource.system().instant();
  private final long startedNs = System.nanoTime();
  private final List<OvsdbServer> servers = new CopyOnWriteArrayList<>();
  private final List<Remotes> remotes = new CopyOnWriteArrayList<>();
  private final List<Path> files = new CopyOnWriteArrayList<>();
  private final List<LatestContents> contents = new CopyOnWriteArrayList<>();
  private final List<Supplier<CompletableFuture<List<SwitchStanding>>>> drivers =
      new CopyOnWriteArrayList<>();
  private volatile Function<Predicate<LearnedStation>, CompletableFuture<Sightings>> sightings =
      wanted -> CompletableFuture.completedFuture(new Sightings(List.of(), List.of()));
  private volatile Optional<DriverCounters> driverCounters = Optional.empty();
  private final Histogram applyTimes = new Histogram();
  private final ReadyConditions readyConditions = new ReadyConditions(this);
  private volatile boolean listening;
  private volatile Optional<Transport> transport = Optional.empty();

  void add(OvsdbServer server) {
    servers.add(server);
  }

  void add(Remotes served) {
    remotes.add(served);
  }

  /** A database file, whose size is told. */
  void add(Path file) {
    files.add(file);
  }

  /** Where commits of hardware_vtep come from. */
  void add(CommitSource source, Opened opened) {
    LatestContents latest = new LatestContents(source);
    contents.add(latest);
    opened.add("latest contents", latest::close);
  }

  void add(Supplier<CompletableFuture<List<SwitchStanding>>> driver) {
    drivers.add(driver);
  }

  /** Who tells what switches were seen to do; with several data planes the last one. */
  void setSightings(Function<Predicate<LearnedStation>, CompletableFuture<Sightings>> teller) {
    sightings = teller;
  }

  void setDriverCounters(DriverCounters counters) {
    driverCounters = Optional.of(counters);
  }

  /** What a real switch's driver counts. */
  Optional<DriverCounters> driverCounters() {
    return driverCounters;
  }

  /** Records how long changes take from their commit to the switch's confirmation. */
  LongConsumer applied() {
    return applyTimes::record;
  }

  /** What that was, if a real switch forwards. */
  Optional<Histogram> applyTimes() {
    return hasDriver() ? Optional.of(applyTimes) : Optional.empty();
  }

  /** The remotes that options ask for have begun. */
  void setListening() {
    listening = true;
  }

  /** How much further the clock has gone than the time that has passed since the start. */
  Duration clockStep(Instant now) {
    Duration passed = Duration.ofNanos(System.nanoTime() - startedNs);
    return Duration.between(startedAt, now).minus(passed);
  }

  void setTransport(Transport used) {
    transport = Optional.of(used);
  }

  List<OvsdbServer> servers() {
    return servers;
  }

  List<Path> files() {
    return files;
  }

  List<LatestContents> contents() {
    return contents;
  }

  Optional<Transport> transport() {
    return transport;
  }

  /** Whether remotes are served and those of options have begun; empty if none are served. */
  Optional<Boolean> isListening() {
    return remotes.isEmpty() ? Optional.empty() : Optional.of(listening);
  }

  /** What has to be so before the daemon is ready. */
  ReadyConditions readyConditions() {
    return readyConditions;
  }

  /** Whether a real switch forwards. */
  boolean hasDriver() {
    return !drivers.isEmpty();
  }

  /** How the remotes stand that are served. */
  CompletableFuture<List<Remotes.View>> remoteViews() {
    return all(remotes.stream().map(Remotes::views).toList());
  }

  /** How the switches stand. */
  CompletableFuture<List<SwitchStanding>> switches() {
    return all(drivers.stream().map(Supplier::get).toList());
  }

  /** What they were seen to do, with those stations. */
  CompletableFuture<Sightings> sightings(Predicate<LearnedStation> wanted) {
    return sightings.apply(wanted).orTimeout(ANSWER_LIMIT_S, TimeUnit.SECONDS);
  }

  private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<List<T>>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .orTimeout(ANSWER_LIMIT_S, TimeUnit.SECONDS)
        .thenApply(done -> {
          List<T> joined = new ArrayList<>();
          parts.forEach(part -> joined.addAll(part.join()));
          return joined;
        });
  }
}
