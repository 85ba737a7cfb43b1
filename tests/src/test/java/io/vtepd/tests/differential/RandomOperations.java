package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.AtomicType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Operations of RFC 7047 section 5.2 over a schema, right more often than wrong. */
final class RandomOperations {

  private static final int STRAY_PERCENT = 2;

  private final RandomGenerator random;
  private final DatabaseSchema schema;
  private final List<TableSchema> tables;
  private final RandomValues values;

  RandomOperations(RandomGenerator random, DatabaseSchema schema) {
    this(random, schema, schema.tables());
  }

  /**
   * @param tables the only ones that operations and conditions are about
   */
  RandomOperations(RandomGenerator random, DatabaseSchema schema, List<TableSchema> tables) {
    this.random = random;
    this.schema = schema;
    this.tables = List.copyOf(tables);
    this.values = new RandomValues(random, schema);
  }

  DatabaseSchema schema() {
    return schema;
  }

  /** What operations and conditions are about. */
  List<TableSchema> tables() {
    return tables;
  }

  RandomValues values() {
    return values;
  }

  /** The parameters of a {@code transact}: the database's name, then operations. */
  Json.Arr transaction() {
    values.beginTransaction();
    List<Json> params = new ArrayList<>();
    params.add(Json.of(schema.name()));
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      params.add(operation());
    }
    return new Json.Arr(params);
  }

  private Json operation() {
    values.beginOperation();
    TableSchema table = values.pick(tables);
    Map<String, Json> members = new LinkedHashMap<>();
    int kind = random.nextInt(100);
    if (kind < 40) {
      insert(table, members);
    } else if (kind < 55) {
      members.put("op", Json.of("update"));
      members.put("where", where(table));
      members.put("row", row(table, 30));
    } else if (kind < 70) {
      members.put("op", Json.of("mutate"));
      members.put("where", where(table));
      members.put("mutations", mutations(table));
    } else if (kind < 80) {
      members.put("op", Json.of("delete"));
      members.put("where", where(table));
    } else if (kind < 90) {
      members.put("op", Json.of("select"));
      members.put("where", where(table));
      if (values.chance(60)) {
        members.put("columns", columns(table));
      }
    } else if (kind < 95) {
      await(table, members);
    } else {
      return other();
    }
    members.put("table", Json.of(values.isWrong(1) ? "No_Such_Table" : table.name()));
    if (values.isWrong(1)) {
      members.put("surplus", Json.of(1));
    }
    return new Json.Obj(members);
  }

  private void insert(TableSchema table, Map<String, Json> members) {
    members.put("op", Json.of("insert"));
    members.put("row", row(table, 70));
    // Chosen UUIDs, so that both servers have the same ones.
    members.put("uuid", Json.of(values.rowUuid(table.name()).toString()));
    if (values.chance(40)) {
      members.put("uuid-name", Json.of(values.newName(table.name())));
    }
  }

  private void await(TableSchema table, Map<String, Json> members) {
    members.put("op", Json.of("wait"));
    members.put("timeout", Json.of(0));
    members.put("where", where(table));
    members.put("columns", columns(table));
    members.put("until", Json.of(values.chance(50) ? "==" : "!="));
    members.put("rows", Json.array(row(table, 20)));
  }

  /** A wait that nothing ends: that a table, no row of which is chosen, has one. */
  Json endlessWait() {
    return new Json.Obj(
        Map.of(
            "op", Json.of("wait"),
            "table", Json.of(values.pick(tables).name()),
            "where", Json.array(Json.of(false)),
            "columns", Json.array(),
            "until", Json.of("=="),
            "rows", Json.array(Json.emptyObject())));
  }

  private Json other() {
    Map<String, Json> members = new LinkedHashMap<>();
    switch (random.nextInt(values.isFaultless() ? 2 : 5)) {
      case 0 -> {
        members.put("op", Json.of("comment"));
        members.put("comment", Json.of("a comment"));
      }
      case 1 -> {
        members.put("op", Json.of("commit"));
        members.put("durable", Json.of(values.chance(30)));
      }
      case 2 -> {
        members.put("op", Json.of("assert"));
        members.put("lock", Json.of("lock" + random.nextInt(2)));
      }
      case 3 -> members.put("op", Json.of("abort"));
      default -> members.put("op", Json.of("no-such-op"));
    }
    return new Json.Obj(members);
  }

  private Json row(TableSchema table, int percentOfColumns) {
    Map<String, Json> row = new LinkedHashMap<>();
    for (ColumnSchema column : table.columns()) {
      // Without a constrained column an insert fails for its default: give those nearly always.
      boolean needed = column.type().min() > 0 && percentOfColumns > 50;
      if (values.chance(needed ? 95 : percentOfColumns)) {
        row.put(column.name(), values.datum(column.type(), STRAY_PERCENT));
      }
    }
    if (values.isWrong(1)) {
      row.put("no_such_column", Json.of(1));
    }
    return new Json.Obj(row);
  }

  Json where(TableSchema table) {
    List<Json> clauses = new ArrayList<>();
    int count = values.chance(15) ? 0 : values.chance(80) ? 1 : 2;
    for (int i = 0; i < count; i++) {
      clauses.add(clause(table));
    }
    return new Json.Arr(clauses);
  }

  private Json clause(TableSchema table) {
    if (values.chance(3)) {
      return Json.of(values.chance(70));
    }
    if (values.chance(35)) {
      Json uuid = RandomValues.uuidJson(values.rowUuid(table.name()));
      return Json.array(Json.of("_uuid"), Json.of(values.chance(80) ? "==" : "!="), uuid);
    }
    ColumnSchema column = values.pick(table.columns());
    List<String> functions =
        isNumber(column.type())
            ? List.of("==", "!=", "<", "<=", ">", ">=", "includes", "excludes")
            : List.of("==", "!=", "includes", "excludes");
    String function = values.isWrong(1) ? "like" : values.pick(functions);
    return Json.array(
        Json.of(column.name()), Json.of(function), values.datum(column.type(), STRAY_PERCENT));
  }

  private static boolean isNumber(ColumnType type) {
    AtomicType key = type.key().type();
    return type.isAtMostOne() && (key == AtomicType.INTEGER || key == AtomicType.REAL);
  }

  private Json mutations(TableSchema table) {
    List<Json> mutations = new ArrayList<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      mutations.add(mutation(values.pick(table.columns()), count == 1));
    }
    return new Json.Arr(mutations);
  }

  /**
   * @param only nothing divides by zero beside another mutation: which of two faults in two rows is
   *     told depends on the order of a hash table in the original
   */
  private Json mutation(ColumnSchema column, boolean only) {
    AtomicType key = column.type().key().type();
    boolean numeric =
        !column.type().isMap() && (key == AtomicType.INTEGER || key == AtomicType.REAL);
    if (numeric && values.chance(60)) {
      // The original dies of *= 0 on a negative number and misjudges large products.
      String mutator = values.pick(List.of("+=", "-=", "*=", "/=", "%="));
      long argument =
          mutator.equals("*=") || !only ? 1 + random.nextInt(3) : random.nextInt(6) - 1L;
      return Json.array(Json.of(column.name()), Json.of(mutator), Json.of(argument));
    }
    boolean delete = values.chance(50);
    Json argument =
        delete && values.chance(50)
            ? values.keys(column.type(), STRAY_PERCENT)
            : values.datum(column.type(), STRAY_PERCENT);
    return Json.array(Json.of(column.name()), Json.of(delete ? "delete" : "insert"), argument);
  }

  /** Some columns, each once. */
  Json columns(TableSchema table) {
    List<Json> names = new ArrayList<>();
    for (ColumnSchema column : table.columns()) {
      if (values.chance(40)) {
        names.add(Json.of(column.name()));
      }
    }
    if (values.chance(50)) {
      names.add(Json.of("_uuid"));
    }
    return new Json.Arr(names);
  }
}
