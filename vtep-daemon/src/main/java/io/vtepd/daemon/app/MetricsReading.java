package io.vtepd.daemon.app;

import io.vtepd.bridge.openvswitch.DriverCounters;
import io.vtepd.bridge.openvswitch.SwitchStanding;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.daemon.metrics.Metric;
import io.vtepd.daemon.metrics.Samples;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerCounter;
import io.vtepd.daemon.server.ServerCounters;
import io.vtepd.daemon.server.ServerTimes;
import io.vtepd.daemon.view.TunnelState;
import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.RowJson;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.stream.StreamCounters;
import io.vtepd.tls.stream.Transport;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.VtepSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads metrics from what the parts of the process tell at once. */
final class MetricsReading {

  private static final int SAMPLED_ROWS = 100;

  private MetricsReading() {}

  /**
   * @param ready whether all is well
   */
  static Samples of(
      Observed observed, boolean ready, List<Remotes.View> remotes, List<SwitchStanding> switches) {
    Samples samples = new Samples();
    samples.add(Metric.INFO, 1, Version.text());
    samples.add(Metric.READY, ready);
    for (Remotes.View remote : remotes) {
      samples.add(Metric.CONTROLLER_CONNECTED, remote.status().isConnected(), remote.target());
      if (remote.isDialled()) {
        long reconnects = Math.max(0, remote.openedCount() - 1);
        samples.add(Metric.CONTROLLER_RECONNECTS, reconnects, remote.target());
      }
    }
    observed.servers().forEach(server -> server(samples, server));
    observed.contents().forEach(latest -> latest.look().ifPresent(now -> database(samples, now)));
    observed.files().forEach(file -> size(samples, file));
    observed.driverCounters().ifPresent(counters -> driver(samples, counters));
    observed.applyTimes().ifPresent(times -> samples.add(Metric.APPLY_SECONDS, times));
    switches.forEach(each -> standing(samples, each));
    observed.transport().ifPresent(transport -> transport(samples, transport));
    ProcessReading.add(samples);
    return samples;
  }

  private static void server(Samples samples, OvsdbServer server) {
    ServerCounters counters = server.counters();
    samples.add(Metric.SESSIONS, server.sessionCount());
    long slow = counters.get(ServerCounter.SESSIONS_CUT_SLOW);
    long probe = counters.get(ServerCounter.SESSIONS_CUT_PROBE);
    long input = counters.get(ServerCounter.SESSIONS_CUT_INPUT);
    // What is cut is counted before it is closed: never fewer than none.
    long closed = counters.get(ServerCounter.SESSIONS_CLOSED);
    samples.add(Metric.SESSION_CLOSED, slow, "slow");
    samples.add(Metric.SESSION_CLOSED, probe, "probe");
    samples.add(Metric.SESSION_CLOSED, input, "input");
    samples.add(Metric.SESSION_CLOSED, Math.max(0, closed - slow - probe - input), "other");
    ServerTimes times = counters.times();
    times.requests().forEach((method, time) -> samples.add(Metric.RPC_SECONDS, time, method));
    samples.add(Metric.UPDATE_LAG_SECONDS, times.updateLag());
    samples.add(Metric.OWNER_TURN_SECONDS, times.turns());
    samples.add(Metric.REQUESTS, counters.get(ServerCounter.REQUESTS));
    samples.add(Metric.TRANSACTIONS, counters.get(ServerCounter.COMMITS), "committed");
    samples.add(Metric.TRANSACTIONS, counters.get(ServerCounter.TRANSACTIONS_REFUSED), "refused");
    samples.add(Metric.UPDATE_QUEUE_BYTES, server.unsentUpdateBytes());
    samples.add(Metric.UPDATES, counters.get(ServerCounter.UPDATES));
    samples.add(Metric.UPDATES_MERGED, counters.get(ServerCounter.UPDATES_MERGED));
    samples.add(Metric.STORAGE_FAILURES, counters.get(ServerCounter.STORAGE_FAILURES));
    samples.add(Metric.OWNER_QUEUE, server.queueLength());
    counters.limitHits().forEach((limit, hits) -> samples.add(Metric.LIMIT_HITS, hits, limit.id()));
  }

  private static void database(Samples samples, VtepSnapshot now) {
    now.snapshot()
        .schema()
        .tables()
        .forEach(table ->
            samples.add(Metric.DATABASE_ROWS, now.snapshot().rows(table).size(), table.name()));
    samples.add(Metric.DATABASE_BYTES, bytes(now.snapshot()));
    samples.add(Metric.MACS, now.rowCount(now.tables().ucastMacsLocal()), "local");
    samples.add(Metric.MACS, now.rowCount(now.tables().ucastMacsRemote()), "remote");
    now.forEach(
        now.tables().physicalPort(),
        port -> port.portFaultStatus().forEach(f -> samples.add(Metric.BINDING_FAULTS, 1, f)));
    now.forEach(
        now.tables().tunnel(),
        tunnel ->
            now.get(now.tables().physicalLocator(), tunnel.remote())
                .map(PhysicalLocator::dstIp)
                .ifPresent(remote -> {
                  samples.add(Metric.TUNNEL_UP, TunnelState.isUp(tunnel), remote.text());
                  samples.add(Metric.TUNNEL_FLAPS, TunnelState.flaps(tunnel), remote.text());
                }));
  }

  private static long bytes(Snapshot contents) {
    return contents.schema().tables().stream()
        .mapToLong(table -> bytes(contents.rows(table), table))
        .sum();
  }

  /** There may be millions of rows: they are much like each other. */
  private static long bytes(RowMap rows, TableSchema table) {
    List<Row> some = new ArrayList<>();
    rows.forEachWhile(row -> some.add(row) && some.size() < SAMPLED_ROWS);
    JsonWriter text = new JsonWriter();
    some.forEach(row -> RowJson.write(text, row, RowJson.allColumns(table)));
    return some.isEmpty() ? 0 : (long) text.length() * rows.size() / some.size();
  }

  private static void driver(Samples samples, DriverCounters counters) {
    counters.refused().forEach((code, n) -> samples.add(Metric.FLOW_ERRORS, n, code));
    counters.repaired().forEach((what, n) -> samples.add(Metric.RECONCILED, n, what.label()));
  }

  /** What bindings have carried, as it stands in the database: by switch, port and VLAN. */
  static void addBindings(Samples samples, VtepSnapshot now) {
    now.forEach(
        now.tables().physicalSwitch(),
        each ->
            each.ports().stream()
                .flatMap(port -> now.get(now.tables().physicalPort(), port).stream())
                .forEach(port -> bindings(samples, now, each.name(), port)));
  }

  private static void bindings(
      Samples samples, VtepSnapshot now, String switchName, PhysicalPort port) {
    port.vlanStats()
        .forEach(pair ->
            now.get(now.tables().logicalBindingStats(), pair.row())
                .ifPresent(stats -> {
                  String vlan = Long.toString(pair.number());
                  String[] labels = {switchName, port.name(), vlan};
                  samples.add(Metric.BINDING_RX_PACKETS, stats.packetsFromLocal(), labels);
                  samples.add(Metric.BINDING_RX_BYTES, stats.bytesFromLocal(), labels);
                  samples.add(Metric.BINDING_TX_PACKETS, stats.packetsToLocal(), labels);
                  samples.add(Metric.BINDING_TX_BYTES, stats.bytesToLocal(), labels);
                }));
  }

  private static void size(Samples samples, Path file) {
    try {
      samples.add(Metric.LOG_BYTES, Files.size(file));
    } catch (IOException e) {
      // It was moved away under us: no size is better than a wrong one.
      samples.add(Metric.LOG_BYTES, Double.NaN);
    }
  }

  private static void standing(Samples samples, SwitchStanding each) {
    samples.add(Metric.FLOWS_WANTED, each.flowsWanted(), each.name());
    samples.add(Metric.FLOWS_INSTALLED, each.flowsInstalled(), each.name());
    samples.add(Metric.FLOWS_REFUSED, each.flowsRefused(), each.name());
    samples.add(Metric.SWITCH_CONNECTED, each.isThere(), each.name(), "ovsdb");
    samples.add(Metric.SWITCH_CONNECTED, each.isConnected(), each.name(), "openflow");
  }

  private static void transport(Samples samples, Transport transport) {
    StreamCounters counters = transport.counters();
    counters
        .limitHits()
        .forEach((limit, hits) -> samples.add(Metric.LIMIT_HITS, hits, limit.label()));
    counters
        .tlsFailures()
        .forEach((failure, count) -> samples.add(Metric.TLS_FAILURES, count, failure.label()));
    transport.tls().ifPresent(tls -> expiries(samples, tls));
  }

  private static void expiries(Samples samples, TlsContexts tls) {
    // Soonest first, and one value a use: the next to end is the one to act on.
    tls.current().expiries().stream()
        .collect(
            Collectors.toMap(
                expiry -> expiry.use().toString(),
                expiry -> expiry.at().getEpochSecond(),
                Math::min,
                TreeMap::new))
        .forEach((use, at) -> samples.add(Metric.CERTIFICATE_EXPIRY, at, use));
  }
}
