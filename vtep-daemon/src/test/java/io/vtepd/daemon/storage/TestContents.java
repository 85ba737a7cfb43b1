package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.BaseType;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.RealAtom;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A schema with a column of every kind, and random rows and commits for it. */
final class TestContents {

  private static final String SCHEMA =
      """
      {"name":"every","version":"1.2.3","cksum":"1 2","tables":{
       "Thing":{"isRoot":true,"columns":{
        "integer":{"type":"integer"},
        "real":{"type":"real"},
        "boolean":{"type":"boolean"},
        "string":{"type":"string"},
        "uuid":{"type":"uuid"},
        "optional":{"type":{"key":"string","min":0,"max":1}},
        "three":{"type":{"key":"integer","min":0,"max":3}},
        "some":{"type":{"key":"integer","min":1,"max":"unlimited"}},
        "set":{"type":{"key":"string","min":0,"max":"unlimited"}},
        "map":{"type":{"key":"string","value":"real","min":0,"max":"unlimited"}},
        "fewPairs":{"type":{"key":"integer","value":"string","min":0,"max":2}},
        "fleeting":{"ephemeral":true,"type":"string"}}},
       "Other":{"isRoot":true,"columns":{"name":{"type":"string"}}}}}
      """;

  private final RandomGenerator random;

  TestContents(RandomGenerator random) {
    this.random = random;
  }

  static DatabaseSchema schema() {
    try {
      return SchemaJson.parse(JsonReader.parse(SCHEMA));
    } catch (OvsdbException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every table as UUID to columns by name, without {@code _version} and ephemeral columns. */
  static Map<String, Map<Uuid, Map<String, Datum>>> persistent(Snapshot snapshot) {
    Map<String, Map<Uuid, Map<String, Datum>>> tables = new HashMap<>();
    for (TableSchema table : snapshot.schema().tables()) {
      Map<Uuid, Map<String, Datum>> rows = new HashMap<>();
      snapshot.rows(table).forEach(row -> rows.put(row.uuid(), persistent(table, row)));
      tables.put(table.name(), rows);
    }
    return tables;
  }

  private static Map<String, Datum> persistent(TableSchema table, Row row) {
    Map<String, Datum> columns = new HashMap<>();
    for (ColumnSchema column : table.columns()) {
      if (!column.ephemeral()) {
        columns.put(column.name(), row.get(column));
      }
    }
    return columns;
  }

  /** A commit of a few inserted, changed and deleted rows. */
  ChangeSet commit(Snapshot before) {
    List<RowChange> changes = new ArrayList<>();
    for (TableSchema table : before.schema().tables()) {
      List<Row> rows = new ArrayList<>();
      before.rows(table).forEach(rows::add);
      for (Row row : rows) {
        switch (random.nextInt(8)) {
          case 0 -> changes.add(RowChange.delete(table, row));
          case 1, 2 -> changes.add(RowChange.modify(table, row, changed(table, row)));
          default -> {}
        }
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        Row row = Row.ofDefaults(table, Uuid.random(random), Uuid.random(random));
        changes.add(RowChange.insert(table, changed(table, row)));
      }
    }
    return new ChangeSet(changes);
  }

  private Row changed(TableSchema table, Row row) {
    Map<ColumnSchema, Datum> values = new HashMap<>();
    for (ColumnSchema column : table.columns()) {
      if (random.nextInt(3) == 0) {
        values.put(column, datum(column.type()));
      }
    }
    return row.with(values, Uuid.random(random));
  }

  private Datum datum(ColumnType type) {
    int most = Math.min(type.max(), 5);
    int count = type.min() + random.nextInt(most - type.min() + 1);
    if (type.isMap()) {
      Map<Atom, Atom> pairs = new HashMap<>();
      for (int i = 0; i < count; i++) {
        pairs.put(atom(type.key()), atom(type.value().orElseThrow()));
      }
      return Datum.map(pairs);
    }
    List<Atom> atoms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      atoms.add(atom(type.key()));
    }
    return Datum.set(atoms);
  }

  private Atom atom(BaseType type) {
    return switch (type.type()) {
      case INTEGER -> new IntegerAtom(random.nextBoolean() ? random.nextInt(6) : random.nextLong());
      case REAL -> new RealAtom(real());
      case BOOLEAN -> BooleanAtom.of(random.nextBoolean());
      case STRING -> new StringAtom(string());
      case UUID -> random.nextBoolean() ? Uuid.ZERO : Uuid.random(random);
    };
  }

  private double real() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(5);
      case 1 -> 1.0 / 3 * random.nextInt(9);
      case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(-250, 250));
      default -> -random.nextDouble();
    };
  }

  private String string() {
    String[] pieces = {"", "a", "b", "\"", "\\", "\n", "\u00e9", "\ud83d\ude00", "OVSDB JSON 1 "};
    return pieces[random.nextInt(pieces.length)] + pieces[random.nextInt(pieces.length)];
  }
}
