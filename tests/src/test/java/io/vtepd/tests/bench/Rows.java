package io.vtepd.tests.bench;

import io.vtepd.tests.bench.Metric.Better;
import io.vtepd.tests.bench.Part.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is measured, and what has to be reached. */
final class Rows {

  private static final int MILLION = 1_000_000;

  private Rows() {}

  /**
   * All tables.
   *
   * @param theirs the launcher of what ours is compared with
   */
  static List<Part> parts(Path theirs, Path ours) {
    String label = theirs.equals(Contender.ORIGINAL) ? "ovsdb-server" : "other vtepd";
    Contender other = new Contender(label, theirs, Contender.Link.PLAIN);
    Contender plain = new Contender("vtepd", ours, Contender.Link.PLAIN);
    Contender tls = new Contender("vtepd, TLS", ours, Contender.Link.TLS);
    return List.of(
        new Part("Side by side", Layout.GOALS, other, plain, fast()),
        new Part("How cost grows", Layout.LINES, other, plain, growth()),
        new Part("What TLS costs", Layout.GOALS, plain, tls, overTls()));
  }

  /**
   * How much faster this client could be than the other server is: against a sink, and against one
   * that has no more than vtepd's event loops.
   */
  static List<Part> client(Path theirs) {
    Contender other = new Contender("ovsdb-server", theirs, Contender.Link.PLAIN);
    return List.of(
        new Part(
            "The client against a sink",
            Layout.GOALS,
            other,
            new Contender("sink", Contender.SINK, Contender.Link.PLAIN),
            shown("", traffic())),
        new Part(
            "The client against event loops that only answer",
            Layout.GOALS,
            other,
            new Contender("Netty alone", Contender.ECHO, Contender.Link.PLAIN),
            shown(
                "echo-",
                traffic().stream()
                    .filter(row ->
                        List.of("one", "pipelined", "sixteen", "updates").contains(row.name()))
                    .toList())));
  }

  private static List<Row> shown(String prefix, List<Row> rows) {
    return rows.stream().<Row>map(row -> new ShownRow(prefix, row)).toList();
  }

  /** Against the other server. */
  private static List<Row> fast() {
    List<Row> rows = new ArrayList<>(traffic());
    rows.add(
        new MemoryRow(
            "memory", "memory a Ucast_Macs_Remote row, 1,000,000 against empty", MILLION));
    rows.add(
        new StartRow(
            "start",
            "start with 1,000,000 rows on disk until the first answer",
            MILLION,
            3,
            StartRow.metrics(1)));
    rows.add(new StartRow("start-empty", "start with no rows", 0, 5, StartRow.metrics(0)));
    rows.add(
        new FirstMonitorRow(
            "first-monitor",
            "networking-l2gw's monitor as the first request after a cold start",
            List.of(
                Metric.atMost("first connection", "ms", 2),
                Metric.shown("second connection", "ms", Better.LOWER))));
    rows.add(
        new CompactionRow(
            "compaction",
            "compaction of 1,000,000 rows, 500 transactions/s of another client meanwhile",
            MILLION,
            500,
            3));
    return rows;
  }

  /** How cost grows. */
  private static List<Row> growth() {
    return List.of(
        new GrowthRow("growth-10k", "10,000 rows", 10_000),
        new GrowthRow("growth-100k", "100,000 rows", 100_000),
        new GrowthRow("growth-1m", "1,000,000 rows", MILLION));
  }

  /** Ours over TLS against ours over TCP. */
  private static List<Row> overTls() {
    return shown("tls-", traffic());
  }

  /** What depends on the bytes between server and clients. */
  private static List<Row> traffic() {
    return List.of(
        inserts("one", "single-row inserts, one connection, one at a time", 1, 1, 1.3, 1.0),
        inserts("pipelined", "same, 64 in flight", 1, 64, 2.5, 0),
        inserts("sixteen", "16 connections, 16 in flight each", 16, 16, 2.0, 0),
        bulk("bulk", "1,000-row transactions, one at a time", 1),
        bulk("bulk-ahead", "same, 4 in flight", 4),
        new ContentsRow(
            "contents",
            "initial contents of 200,000 MACs to one client",
            200_000,
            1,
            0,
            4,
            5,
            contents(8)),
        new ContentsRow(
            "fail-over",
            "to 20 clients that connect at once, 500 transactions/s of another client meanwhile",
            200_000,
            20,
            500,
            10,
            3,
            contents(25)),
        new UpdatesRow(
            "updates",
            "update to 50 monitors of one shape, time to the last",
            50,
            2_000,
            16_000,
            List.of(
                Metric.lower("median", "ms", 1.5),
                Metric.shown("p99", "ms", Better.LOWER),
                Metric.shown("server's CPU", "ms/update", Better.LOWER))));
  }

  private static Row inserts(
      String name, String title, int connections, int inFlight, double rate, double p99) {
    int count = inFlight == 1 ? 20_000 : 64_000;
    return new InsertRow(
        name,
        title,
        connections,
        inFlight,
        1,
        count,
        inFlight == 1 ? 160_000 : 256_000,
        List.of(
            Metric.higher("rate", "tx/s", rate),
            Metric.shown("median", "ms", Better.LOWER),
            p99 > 0 ? Metric.lower("p99", "ms", p99) : Metric.shown("p99", "ms", Better.LOWER),
            Metric.shown("server's CPU", "us/tx", Better.LOWER)));
  }

  private static Row bulk(String name, String title, int inFlight) {
    return new InsertRow(
        name,
        title,
        1,
        inFlight,
        1_000,
        100,
        400,
        List.of(
            Metric.higher("rate", "rows/s", 3.0),
            Metric.shown("median", "ms", Better.LOWER),
            Metric.shown("p99", "ms", Better.LOWER),
            Metric.shown("server's CPU", "us/row", Better.LOWER)));
  }

  private static List<Metric> contents(double ratio) {
    return List.of(
        Metric.lower("time to the last", "s", ratio),
        Metric.shown("throughput", "MB/s", Better.HIGHER),
        Metric.atMost("others' p99", "ms", 20),
        Metric.shown("server's CPU", "s", Better.LOWER));
  }
}
