package io.vtepd.daemon.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecondaryIndexesTest {

  private static final int ROWS = 4 * SecondaryIndexes.FEWEST_ROWS;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final TableSchema table;
  private final List<ColumnSchema> columns;
  private final SecondaryIndexes indexes = new SecondaryIndexes();
  private RowMap rows = RowMap.empty();

  SecondaryIndexesTest() throws Exception {
    String schema =
        """
        {"name": "D", "tables": {"T": {"columns": {
          "a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"},
          "d": {"type": {"key": "integer", "min": 0, "max": 2}}}}}}
        """;
    table = SchemaJson.parse(JsonReader.parse(schema)).requireTable("T");
    columns = table.columns();
    for (int i = 0; i < ROWS; i++) {
      put(row(Uuid.random(random), i));
    }
  }

  /** Column a is unique, b has some values, c few, d is a set of none, one or two. */
  private Row row(Uuid uuid, int a) {
    Set<IntegerAtom> d = new HashSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      d.add(integer(random.nextInt(20)));
    }
    return Row.of(
        uuid,
        Uuid.ZERO,
        new Datum[] {
          integer(a), integer(random.nextInt(500)), integer(random.nextInt(4)), Datum.set(d)
        });
  }

  private static IntegerAtom integer(long value) {
    return new IntegerAtom(value);
  }

  private void put(Row row) {
    rows.get(row.uuid()).ifPresent(indexes::remove);
    rows = rows.with(row);
    indexes.add(row);
    indexes.onSize(rows.size());
  }

  private void remove(Row row) {
    rows = rows.without(row.uuid());
    indexes.remove(row);
    indexes.onSize(rows.size());
  }

  /** How many rows were looked at. */
  private int find(Map<ColumnSchema, Datum> equal) {
    List<Row> visited = new ArrayList<>();
    indexes.find(rows, equal, visited::add);
    Map<Uuid, Row> byUuid = new HashMap<>();
    visited.forEach(row -> byUuid.put(row.uuid(), row));
    assertThat(byUuid).hasSameSizeAs(visited);
    rows.forEach(row -> {
      if (equal.entrySet().stream().allMatch(e -> row.get(e.getKey()).equals(e.getValue()))
          && !row.equals(byUuid.get(row.uuid()))) {
        throw new AssertionError(row + " was not found for " + equal);
      }
    });
    assertThat(visited).allMatch(row -> rows.get(row.uuid()).orElseThrow().equals(row));
    return visited.size();
  }

  private Row anyRow() {
    List<Row> all = new ArrayList<>();
    rows.forEachOfWay(random.nextInt(RowMap.WAYS), all::add);
    return all.isEmpty() ? anyRow() : all.get(random.nextInt(all.size()));
  }

  @Test
  void findsWhatALookAtEveryRowFindsWhileRowsComeGoAndChange() {
    System.out.println("SecondaryIndexesTest seed " + seed);
    for (int i = 0; i < 300; i++) {
      Row sample = anyRow();
      Map<ColumnSchema, Datum> equal = new HashMap<>();
      for (ColumnSchema column : columns) {
        if (random.nextInt(3) == 0) {
          equal.put(column, random.nextInt(5) == 0 ? integer(3) : sample.get(column));
        }
      }
      find(equal);
      for (int change = random.nextInt(20); change > 0; change--) {
        switch (random.nextInt(3)) {
          case 0 -> put(row(Uuid.random(random), ROWS + i));
          case 1 -> put(row(anyRow().uuid(), ROWS + i));
          default -> remove(anyRow());
        }
      }
    }
  }

  @Test
  void looksAtFewRowsWhenAskedAgain() {
    Map<ColumnSchema, Datum> equal = Map.of(columns.get(0), integer(77));
    for (int i = 0; i < RowMap.WAYS; i++) {
      find(equal);
    }
    assertThat(find(equal)).isEqualTo(1);
    assertThat(find(Map.of(columns.get(0), integer(78), columns.get(2), integer(0)))).isOne();
    assertThat(indexes.columns()).containsExactly(List.of(columns.get(0)));
  }

  @Test
  void makesAnIndexOfAllColumnsThatAreGivenWhereOneAloneSaysLittle() {
    Map<ColumnSchema, Datum> few = Map.of(columns.get(2), integer(1));
    Map<ColumnSchema, Datum> both = Map.of(columns.get(1), integer(1), columns.get(2), integer(1));
    for (int i = 0; i < RowMap.WAYS; i++) {
      find(few);
      find(both);
    }
    assertThat(find(few)).isGreaterThan(ROWS / 8);
    assertThat(find(both)).isLessThan(50);
  }

  @Test
  void hasFewIndexesHoweverManyAreAskedFor() {
    for (int round = 0; round < 20; round++) {
      for (int set = 1; set < 16; set++) {
        Map<ColumnSchema, Datum> equal = new HashMap<>();
        for (ColumnSchema column : columns) {
          if ((set >> column.index() & 1) != 0) {
            equal.put(column, integer(1));
          }
        }
        find(equal);
        assertThat(indexes.columns()).hasSizeLessThanOrEqualTo(SecondaryIndexes.MOST_INDEXES);
      }
    }
  }

  @Test
  void anIndexThatNobodyUsesMakesRoom() {
    find(Map.of(columns.get(0), integer(1)));
    find(Map.of(columns.get(1), integer(1)));
    find(Map.of(columns.get(2), integer(1)));
    find(Map.of(columns.get(1), integer(1), columns.get(2), integer(1)));
    Map<ColumnSchema, Datum> last = Map.of(columns.get(3), Datum.emptySet());
    find(last);
    assertThat(indexes.columns()).hasSize(4).doesNotContain(List.of(columns.get(3)));
    for (int i = 0; i <= SecondaryIndexes.KEPT_FOR_CONDITIONS + RowMap.WAYS; i++) {
      indexes.find(rows, last, row -> {});
    }
    assertThat(indexes.columns()).hasSize(4).contains(List.of(columns.get(3)));
    assertThat(find(last)).isLessThan(ROWS / 2);
  }

  @Test
  void forgetsThemWithTheRows() {
    find(Map.of(columns.get(0), integer(1)));
    assertThat(indexes.columns()).hasSize(1);
    List<Row> all = new ArrayList<>();
    rows.forEach(all::add);
    all.subList(10, all.size()).forEach(this::remove);
    assertThat(indexes.columns()).isEmpty();
    assertThat(find(Map.of(columns.get(0), integer(1)))).isEqualTo(10);
  }
}
