package io.vtepd.daemon.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatabaseLoadTest {

  private static final String SCHEMA =
      """
      {"name": "D", "tables": {
        "Child": {"indexes": [["n"]], "columns": {"n": {"type": "integer"}, "next": {"type":
          {"key": {"type": "uuid", "refTable": "Child"}, "min": 0, "max": 1}}}},
        "Pair": {"isRoot": true, "indexes": [["weak"]], "columns": {"weak": {"type":
          {"key": {"type": "uuid", "refTable": "Root", "refType": "weak"}, "min": 0, "max": 2}}}},
        "Root": {"isRoot": true, "maxRows": 3, "indexes": [["n"]], "columns": {
          "n": {"type": {"key": {"type": "integer", "maxInteger": 9}}},
          "child": {"type": {"key": {"type": "uuid", "refTable": "Child"}, "min": 0, "max": 1}},
          "weak": {"type": {"key": {"type": "uuid", "refTable": "Root", "refType": "weak"},
            "min": 0, "max": "unlimited"}},
          "must": {"type": {"key": {"type": "uuid", "refTable": "Root", "refType": "weak"},
            "min": 1, "max": 2}}}}}}
      """;

  private final DatabaseSchema schema;
  private final TableSchema root;
  private final TableSchema child;
  private Snapshot snapshot;

  DatabaseLoadTest() throws Exception {
    schema = SchemaJson.parse(JsonReader.parse(SCHEMA));
    root = schema.requireTable("Root");
    child = schema.requireTable("Child");
    snapshot = Snapshot.empty(schema);
  }

  private static Uuid uuid(long n) {
    return new Uuid(0, n);
  }

  private void add(TableSchema table, Row row) {
    snapshot = snapshot.with(table, snapshot.rows(table).with(row));
  }

  private Row rootRow(long n) {
    return Row.ofDefaults(root, uuid(n), uuid(1000 + n))
        .with(root.requireColumn("n"), new IntegerAtom(n))
        .with(root.requireColumn("must"), uuid(n));
  }

  private Row childRow(long n, Datum next) {
    return Row.ofDefaults(child, uuid(n), uuid(1000 + n))
        .with(child.requireColumn("n"), new IntegerAtom(n))
        .with(child.requireColumn("next"), next);
  }

  @Test
  void keepsWhatIsInOrder() throws Exception {
    add(root, rootRow(1).with(root.requireColumn("child"), uuid(11)));
    add(child, childRow(11, uuid(12)));
    add(child, childRow(12, uuid(12)));
    Database database = Database.load(snapshot);
    assertThat(database.snapshot()).isSameAs(snapshot);
    assertThat(database.strongReferenceCount(child, uuid(12))).isEqualTo(1);
  }

  @Test
  void rowsThatReferToOneRowShareItsUuid() throws Exception {
    add(root, rootRow(1).with(root.requireColumn("child"), uuid(11)));
    add(root, rootRow(2).with(root.requireColumn("child"), uuid(11)));
    add(child, childRow(11, Datum.emptySet()));
    Snapshot loaded = Database.load(snapshot).snapshot();
    Datum first = loaded.row(root, uuid(1)).orElseThrow().get(root.requireColumn("child"));
    Datum second = loaded.row(root, uuid(2)).orElseThrow().get(root.requireColumn("child"));
    assertThat(first).isEqualTo(uuid(11)).isSameAs(second);
  }

  @Test
  void dropsGarbageAndWhatOnlyItHeld() throws Exception {
    add(child, childRow(11, uuid(12)));
    add(child, childRow(12, uuid(13)));
    add(child, childRow(13, Datum.emptySet()));
    assertThat(Database.load(snapshot).snapshot().rows(child).size()).isZero();
  }

  @Test
  void keepsCircles() throws Exception {
    add(child, childRow(11, uuid(12)));
    add(child, childRow(12, uuid(11)));
    assertThat(Database.load(snapshot).snapshot().rows(child).size()).isEqualTo(2);
  }

  @Test
  void dropsWeakReferencesToNothing() throws Exception {
    Datum both = Datum.set(Set.of(uuid(1), uuid(99)));
    add(root, rootRow(1).with(root.requireColumn("weak"), both));
    Database database = Database.load(snapshot);
    Row row = database.snapshot().row(root, uuid(1)).orElseThrow();
    assertThat(row.get(root.requireColumn("weak"))).isEqualTo(uuid(1));
    assertThat(database.weakSources(root, uuid(99))).isEmpty();
  }

  @Test
  void refusesAColumnThatWouldBeEmpty() {
    add(root, rootRow(1).with(root.requireColumn("must"), uuid(99)));
    assertRefused("must", uuid(1).toString());
  }

  @Test
  void refusesDanglingStrongReferences() {
    add(root, rootRow(1).with(root.requireColumn("child"), uuid(99)));
    assertRefused("referential integrity violation", "child", uuid(99).toString());
  }

  @Test
  void refusesValuesOutOfRange() {
    add(root, rootRow(10));
    assertRefused("constraint violation", "Table Root column n row " + uuid(10));
  }

  @Test
  void refusesTwoRowsOfOneIndexValue() {
    add(root, rootRow(1));
    add(root, rootRow(2).with(root.requireColumn("n"), new IntegerAtom(1)));
    assertRefused("constraint violation", uuid(1).toString(), uuid(2).toString());
  }

  @Test
  void garbageMayHaveTheSameValuesInAnIndex() throws Exception {
    Row kept = childRow(11, Datum.emptySet());
    add(child, kept);
    add(child, childRow(12, Datum.emptySet()).with(child.requireColumn("n"), new IntegerAtom(11)));
    add(root, rootRow(1).with(root.requireColumn("child"), uuid(11)));
    Database database = Database.load(snapshot);
    IndexKey key = new IndexKey(List.of(new IntegerAtom(11)));
    assertThat(database.findUnique(child, 0, key)).contains(kept);
    assertThat(database.snapshot().rows(child).size()).isEqualTo(1);
  }

  @Test
  void refusesRowsThatAreTheSameWithoutWeakReferencesToNothing() {
    TableSchema pair = schema.requireTable("Pair");
    for (long n = 1; n <= 2; n++) {
      add(
          pair,
          Row.ofDefaults(pair, uuid(n), uuid(1000 + n))
              .with(pair.requireColumn("weak"), uuid(90 + n)));
    }
    assertRefused("constraint violation", uuid(1).toString(), uuid(2).toString());
  }

  @Test
  void refusesMoreThanMaxRows() {
    for (int n = 1; n <= 4; n++) {
      add(root, rootRow(n));
    }
    assertRefused("constraint violation", "4 rows");
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> Database.load(snapshot))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContainingAll(words);
  }
}
