package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.PreparedCommit;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.operation.ComparisonFunction;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Condition.Clause;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Conditions find by indexes what a look at every row finds, also within a transaction. */
class RowQueryPropertyTest {

  private static final int ROWS = 3_000;
  private static final int TRANSACTIONS = 60;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final TableSchema table;
  private final Database database;
  private int nextKey;

  RowQueryPropertyTest() throws Exception {
    String schema =
        """
        {"name": "D", "tables": {"T": {"indexes": [["key", "group"]], "columns": {
          "key": {"type": "integer"}, "group": {"type": "integer"}, "name": {"type": "string"},
          "maybe": {"type": {"key": "string", "min": 0, "max": 1}},
          "some": {"type": {"key": "integer", "min": 0, "max": 3}}}}}}
        """;
    Snapshot empty = Snapshot.empty(SchemaJson.parse(JsonReader.parse(schema)));
    table = empty.schema().requireTable("T");
    database = new Database(empty);
  }

  private Map<ColumnSchema, Datum> values() {
    return Map.of(
        table.requireColumn("key"), new IntegerAtom(nextKey++),
        table.requireColumn("group"), new IntegerAtom(random.nextInt(5)),
        table.requireColumn("name"), new StringAtom("name" + random.nextInt(ROWS)),
        table.requireColumn("maybe"),
            random.nextBoolean() ? Datum.emptySet() : new StringAtom("m" + random.nextInt(50)),
        table.requireColumn("some"),
            Datum.set(Set.of(new IntegerAtom(random.nextInt(9)), new IntegerAtom(10))));
  }

  private Condition condition(List<Row> rows) {
    Row sample = rows.get(random.nextInt(rows.size()));
    List<Clause> clauses = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      ColumnSchema column = table.columns().get(random.nextInt(table.columns().size()));
      ComparisonFunction function =
          switch (random.nextInt(6)) {
            case 0 -> ComparisonFunction.INCLUDES;
            case 1 -> ComparisonFunction.NOT_EQUAL;
            default -> ComparisonFunction.EQUAL;
          };
      Row other = random.nextInt(8) == 0 ? rows.get(random.nextInt(rows.size())) : sample;
      clauses.add(new Clause.Compare(column, function, other.get(column)));
    }
    return new Condition(clauses);
  }

  private static List<Row> all(WorkingTable table) {
    List<Row> all = new ArrayList<>();
    table.find(Map.of(), all::add);
    return all;
  }

  private void checkQuery(WorkingTable working) {
    List<Row> all = all(working);
    Condition where = condition(all);
    List<Row> expected =
        all.stream().filter(row -> ConditionEvaluator.matchesAll(where, row)).toList();
    assertThat(RowQuery.find(working, where))
        .as("%s, seed %d", where, seed)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private void change(WorkingTable working, List<Row> rows) {
    Row row = rows.remove(random.nextInt(rows.size()));
    switch (random.nextInt(3)) {
      case 0 -> {
        Row template = Row.ofDefaults(table, Uuid.ZERO, Uuid.ZERO);
        working.insert(template.copyAs(Uuid.random(random), Uuid.ZERO, values()));
      }
      case 1 -> working.modify(row, row.with(values(), row.version()));
      default -> working.delete(row);
    }
  }

  private void publish(WorkingCopy copy) {
    ChangeSet changes = copy.changes();
    database.publish(
        new PreparedCommit(
            new TransactionResult(List.of()),
            changes,
            database.snapshot().apply(changes),
            false,
            List.of()));
  }

  @Test
  void indexedIsWhatScannedIs() {
    System.out.println("RowQueryPropertyTest seed " + seed);
    WorkingCopy first = new WorkingCopy(database);
    for (int i = 0; i < ROWS; i++) {
      Row template = Row.ofDefaults(table, Uuid.ZERO, Uuid.ZERO);
      first.table(table).insert(template.copyAs(Uuid.random(random), Uuid.ZERO, values()));
    }
    publish(first);
    for (int i = 0; i < TRANSACTIONS; i++) {
      WorkingCopy copy = new WorkingCopy(database);
      WorkingTable working = copy.table(table);
      for (int step = 0; step < 8; step++) {
        checkQuery(working);
        List<Row> rows = all(working);
        for (int change = random.nextInt(20); change > 0; change--) {
          change(working, rows);
        }
      }
      publish(copy);
    }
  }
}
