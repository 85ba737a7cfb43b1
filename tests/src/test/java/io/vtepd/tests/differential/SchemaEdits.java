package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Other versions of a schema: what upgrades and downgrades do to one, and what must be refused. */
final class SchemaEdits {

  private final Dice dice;
  private final RandomSchemas schemas;

  /**
   * @param schemas makes the new tables and columns
   */
  SchemaEdits(RandomGenerator random, RandomSchemas schemas) {
    this.dice = new Dice(random);
    this.schemas = schemas;
  }

  Json edit(Json.Obj schema) {
    if (dice.chance(12)) {
      return spoil(schema);
    }
    Json.Obj edited = schema;
    int count = 1 + dice.below(3);
    for (int i = 0; i < count; i++) {
      edited = with(edited, "tables", editTables(tables(edited)));
    }
    return with(edited, "version", Json.of("2.0." + dice.below(100)));
  }

  private Json editTables(Json.Obj tables) {
    List<String> names = List.copyOf(tables.members().keySet());
    String name = dice.pick(names);
    Json.Obj table = (Json.Obj) tables.members().get(name);
    return switch (dice.below(12)) {
      case 0 -> {
        String other = "T" + dice.below(6);
        yield names.contains(other) ? tables : with(tables, other, schemas.table(List.of(), false));
      }
      case 1 -> names.size() > 1 ? without(tables, name) : tables;
      case 2 -> with(tables, name, with(table, "isRoot", Json.of(dice.chance(50))));
      case 3 -> with(tables, name, with(table, "maxRows", Json.of(1 + dice.below(12))));
      case 4 -> with(tables, name, without(without(table, "maxRows"), "indexes"));
      case 5 -> with(tables, name, withIndex(table));
      default -> with(tables, name, with(without(table, "indexes"), "columns", columns(table)));
    };
  }

  private Json withIndex(Json.Obj table) {
    List<Json> columns = new ArrayList<>();
    ((Json.Obj) table.get("columns").orElseThrow())
        .members()
        .forEach((name, column) -> {
          if (((Json.Obj) column).get("ephemeral").isEmpty() && dice.chance(50)) {
            columns.add(Json.of(name));
          }
        });
    return columns.isEmpty() ? table : with(table, "indexes", Json.array(new Json.Arr(columns)));
  }

  private Json columns(Json.Obj table) {
    Json.Obj columns = (Json.Obj) table.get("columns").orElseThrow();
    List<String> names = List.copyOf(columns.members().keySet());
    String name = dice.pick(names);
    Json.Obj column = (Json.Obj) columns.members().get(name);
    return switch (dice.below(6)) {
      case 0 -> names.size() > 1 ? without(columns, name) : columns;
      case 1 -> with(columns, "c" + dice.below(9), addedColumn());
      case 2 -> with(columns, name, schemas.column(List.of()));
      default ->
          with(columns, name, with(column, "type", resized(column.get("type").orElseThrow())));
    };
  }

  /**
   * A column that may hold its default: the original gives old rows the default of a new column in
   * any case, and then refuses every later conversion because of it.
   */
  private Json addedColumn() {
    Json.Obj column = schemas.column(List.of());
    return with(
        column, "type", with(asObject(column.get("type").orElseThrow()), "min", Json.of(0)));
  }

  private static Json.Obj asObject(Json type) {
    return type instanceof Json.Obj object ? object : new Json.Obj(Map.of("key", type));
  }

  /** The same base types for another number of elements. */
  private Json resized(Json type) {
    Json.Obj min = with(asObject(type), "min", Json.of(dice.chance(70) ? 0 : 1));
    return with(min, "max", dice.pick(List.of(Json.of(1), Json.of(2), Json.of("unlimited"))));
  }

  /** What is no schema, or not one of this database. */
  private Json spoil(Json.Obj schema) {
    Json one = Json.of(1);
    return dice.pick(
        List.of(
            with(schema, "name", Json.of("other")),
            with(schema, "name", Json.of("no id")),
            with(schema, "version", Json.of("1.0")),
            with(schema, "version", one),
            with(schema, "cksum", one),
            with(schema, "surplus", one),
            with(schema, "tables", Json.array()),
            without(schema, "tables"),
            without(schema, "name"),
            withTable(schema, "_reserved", schemas.table(List.of(), false)),
            withTable(schema, "no id", schemas.table(List.of(), false)),
            withTable(schema, "T", Json.emptyObject()),
            withTable(schema, "T", new Json.Obj(Map.of("columns", Json.emptyObject()))),
            withColumn(schema, "_c", new Json.Obj(Map.of("type", Json.of("integer")))),
            withColumn(schema, "c", Json.emptyObject()),
            withColumn(schema, "c", new Json.Obj(Map.of("type", Json.of("float")))),
            withType(schema, "min", Json.of(2)),
            withType(schema, "min", Json.of(-1)),
            withType(schema, "max", Json.of(0)),
            withType(schema, "max", Json.of("many")),
            withType(schema, "value", one),
            withType(schema, "key", Json.array()),
            withKey(schema, "minInteger", new Json.Real(0.5)),
            withKey(schema, "minReal", one),
            withKey(schema, "refTable", Json.of("T0")),
            withKey(schema, "enum", Json.array(Json.of("set"), Json.array())),
            withKey(schema, "enum", Json.of("one")),
            Json.ofNull(),
            one,
            Json.emptyObject()));
  }

  private static Json withKey(Json.Obj schema, String member, Json value) {
    Json key = new Json.Obj(Map.of("type", Json.of("integer"), member, value));
    return withType(schema, "key", key);
  }

  private static Json withType(Json.Obj schema, String member, Json value) {
    Json.Obj type = new Json.Obj(Map.of("key", Json.of("integer")));
    return withColumn(schema, "c", new Json.Obj(Map.of("type", with(type, member, value))));
  }

  private static Json withColumn(Json.Obj schema, String name, Json column) {
    Json columns = new Json.Obj(Map.of(name, column));
    return withTable(schema, "T", new Json.Obj(Map.of("columns", columns)));
  }

  private static Json withTable(Json.Obj schema, String name, Json table) {
    return with(schema, "tables", with(tables(schema), name, table));
  }

  private static Json.Obj tables(Json.Obj schema) {
    return (Json.Obj) schema.get("tables").orElseThrow();
  }

  private static Json.Obj with(Json.Obj object, String member, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(member, value);
    return new Json.Obj(members);
  }

  private static Json.Obj without(Json.Obj object, String member) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.remove(member);
    return new Json.Obj(members);
  }
}
