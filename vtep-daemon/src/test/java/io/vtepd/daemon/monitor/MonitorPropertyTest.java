package io.vtepd.daemon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.server.TestSchema;
import io.vtepd.daemon.transact.ConditionEvaluator;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.TableUpdatesJson;
import io.vtepd.ovsdb.monitor.MonitorSelect;
import io.vtepd.ovsdb.monitor.MonitorShape;
import io.vtepd.ovsdb.monitor.MonitoredColumn;
import io.vtepd.ovsdb.monitor.MonitoredTable;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.operation.ComparisonFunction;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Condition.Clause;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is committed, whenever a client is slow and however its conditions change: what it was
 * told amounts to what its monitor shows of the contents.
 */
class MonitorPropertyTest {

  private static final List<ComparisonFunction> FUNCTIONS = List.of(ComparisonFunction.values());

  private final DatabaseSchema schema = TestSchema.named("db");
  private final TableSchema things = schema.requireTable("Thing");

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= 60; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void clientKnowsWhatItsMonitorShows(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Snapshot contents = Snapshot.empty(schema);
    for (int i = 0; i < 3; i++) {
      contents = contents.apply(randomCommit(random, contents));
    }
    Monitors monitors = new Monitors();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clients.add(new Client(monitors, randomShape(random), contents));
    }
    for (int step = 0; step < 60; step++) {
      ChangeSet commit = randomCommit(random, contents);
      contents = contents.apply(commit);
      clients.forEach(client -> client.ready = random.nextInt(3) > 0);
      monitors.publish(commit);
      for (Client client : clients) {
        if (client.ready) {
          client.drain();
          client.check(contents);
          if (random.nextInt(10) == 0) {
            client.changeCondition(monitors, randomCondition(random), contents);
            client.check(contents);
          }
        }
      }
    }
  }

  /** A client that keeps its own copy by what it is told. */
  private final class Client implements UpdateReceiver {
    private final Monitor monitor;
    private Snapshot known = Snapshot.empty(schema);
    private boolean ready = true;

    Client(Monitors monitors, MonitorShape shape, Snapshot contents) throws Exception {
      monitor = new Monitor(Json.of(1), UpdateMethod.UPDATE, monitors.encoder(shape), this);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      monitor.encoder().contents(contents, (bytes, length) -> text.write(bytes, 0, length));
      learn(text.toByteArray());
      monitors.add(monitor);
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void deliver(Monitor told, byte[] tableUpdates) {
      try {
        learn(tableUpdates);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void onMerged(Monitor told) {
      assertThat(told.mergedRowCount()).isNotNegative();
    }

    void drain() {
      monitor.takeMerged().ifPresent(bytes -> deliver(monitor, bytes));
    }

    void changeCondition(Monitors monitors, Condition condition, Snapshot contents) {
      ShapeEncoder before = monitor.encoder();
      MonitoredTable table = before.shape().tables().getFirst().withWhere(condition);
      monitors.reshape(
          monitor, monitors.encoder(new MonitorShape(before.shape().format(), List.of(table))));
      before
          .transition(monitor.encoder(), contents)
          .ifPresent(text -> deliver(monitor, join(text)));
    }

    private void learn(byte[] text) throws Exception {
      Json json = JsonReader.parse(new String(text, StandardCharsets.UTF_8));
      UpdateFormat format = monitor.encoder().shape().format();
      known = known.apply(TableUpdatesJson.changes(known, format, json));
    }

    void check(Snapshot contents) {
      MonitoredTable table = monitor.encoder().shape().tables().getFirst();
      int[] count = {0};
      contents
          .rows(things)
          .forEach(row -> {
            if (ConditionEvaluator.matchesAny(table.where(), row)) {
              count[0]++;
              Row copy = known.row(things, row.uuid()).orElseThrow();
              for (MonitoredColumn column : table.columns()) {
                assertThat(copy.get(column.column())).isEqualTo(row.get(column.column()));
              }
            }
          });
      assertThat(known.rows(things).size()).isEqualTo(count[0]);
    }
  }

  private static byte[] join(EncodedContents contents) {
    StringBuilder text = new StringBuilder();
    contents.chunks().forEach(c -> text.append(new String(c, StandardCharsets.UTF_8)));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private MonitorShape randomShape(SplittableRandom random) {
    List<MonitoredColumn> columns = new ArrayList<>();
    for (ColumnSchema column : things.columns()) {
      if (random.nextBoolean()) {
        columns.add(new MonitoredColumn(column, MonitorSelect.ALL));
      }
    }
    if (random.nextBoolean()) {
      columns.add(new MonitoredColumn(ColumnSchema.ROW_VERSION, MonitorSelect.ALL));
    }
    UpdateFormat format =
        random.nextBoolean() ? UpdateFormat.OLD_AND_NEW : UpdateFormat.DIFFERENCES;
    return new MonitorShape(
        format,
        List.of(new MonitoredTable(things, MonitorSelect.ALL, columns, randomCondition(random))));
  }

  private Condition randomCondition(SplittableRandom random) {
    List<Clause> clauses = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      clauses.add(
          random.nextInt(5) == 0
              ? new Clause.Constant(random.nextInt(4) == 0)
              : new Clause.Compare(
                  things.requireColumn("number"),
                  FUNCTIONS.get(random.nextInt(FUNCTIONS.size())),
                  new IntegerAtom(random.nextInt(4))));
    }
    return new Condition(clauses);
  }

  private ChangeSet randomCommit(SplittableRandom random, Snapshot contents) {
    List<Row> rows = new ArrayList<>();
    contents.rows(things).forEach(rows::add);
    Map<Uuid, RowChange> changes = new HashMap<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int kind = random.nextInt(3);
      if (kind == 0 || rows.isEmpty()) {
        // Few UUIDs, so that deleted ones come back.
        Uuid uuid = new Uuid(7, random.nextInt(30));
        if (!contents.rows(things).contains(uuid)) {
          Row row = Row.ofDefaults(things, uuid, Uuid.random(random));
          changes.put(uuid, RowChange.insert(things, randomly(random, row)));
        }
        continue;
      }
      Row row = rows.get(random.nextInt(rows.size()));
      changes.put(
          row.uuid(),
          kind == 1
              ? RowChange.delete(things, row)
              : RowChange.modify(things, row, randomly(random, row)));
    }
    return new ChangeSet(List.copyOf(changes.values()));
  }

  private Row randomly(SplittableRandom random, Row row) {
    Map<ColumnSchema, Datum> values = new HashMap<>();
    for (ColumnSchema column : things.columns()) {
      if (random.nextInt(3) == 0) {
        values.put(column, randomDatum(random, column));
      }
    }
    return row.with(values, Uuid.random(random));
  }

  private static Datum randomDatum(SplittableRandom random, ColumnSchema column) {
    int count = random.nextInt(4);
    return switch (column.name()) {
      case "name" -> randomString(random);
      case "number" -> new IntegerAtom(random.nextInt(4));
      case "label" -> count == 0 ? Datum.emptySet() : randomString(random);
      case "tags" -> {
        List<Atom> tags = new ArrayList<>();
        while (tags.size() < count) {
          tags.add(randomString(random));
        }
        yield Datum.set(tags);
      }
      case "config" -> {
        Map<Atom, Atom> pairs = new HashMap<>();
        while (count-- > 0) {
          pairs.put(randomString(random), new IntegerAtom(random.nextInt(2)));
        }
        yield Datum.map(pairs);
      }
      default -> throw new IllegalArgumentException(column.name());
    };
  }

  private static StringAtom randomString(SplittableRandom random) {
    return new StringAtom(List.of("", "a", "b\"\\", "\u00e4\n", "e").get(random.nextInt(5)));
  }
}
