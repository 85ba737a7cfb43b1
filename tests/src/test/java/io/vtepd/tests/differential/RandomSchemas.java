package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Schemas with columns of every type, roots and others, references of both strengths, limits of
 * rows, indexes, immutable and ephemeral columns.
 */
final class RandomSchemas {

  private final Dice dice;

  RandomSchemas(RandomGenerator random) {
    this.dice = new Dice(random);
  }

  Json.Obj schema(String name) {
    List<String> tables = tableNames();
    return schema(name, tables, tables);
  }

  /** A schema whose rows do not refer to one another. */
  Json.Obj withoutReferences(String name) {
    return schema(name, tableNames(), List.of());
  }

  private List<String> tableNames() {
    return IntStream.range(0, 2 + dice.below(3)).mapToObj(i -> "T" + i).toList();
  }

  private Json.Obj schema(String name, List<String> tables, List<String> targets) {
    Map<String, Json> byName = new LinkedHashMap<>();
    // No root at all means that all tables are.
    boolean noRoots = dice.chance(15);
    for (String table : tables) {
      byName.put(table, table(targets, noRoots));
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("name", Json.of(name));
    members.put("tables", new Json.Obj(byName));
    if (dice.chance(80)) {
      members.put("version", Json.of("1.0." + dice.below(9)));
    }
    if (dice.chance(20)) {
      members.put("cksum", Json.of("12345 678"));
    }
    return new Json.Obj(members);
  }

  /**
   * @param targets what references may refer to
   */
  Json.Obj table(List<String> targets, boolean noRoots) {
    Map<String, Json> columns = new LinkedHashMap<>();
    List<Json> indexable = new ArrayList<>();
    int count = 1 + dice.below(7);
    for (int i = 0; i < count; i++) {
      Json.Obj column = column(targets);
      columns.put("c" + i, column);
      // Only what is in the file may be unique.
      if (column.get("ephemeral").isEmpty()) {
        indexable.add(Json.of("c" + i));
      }
    }
    Map<String, Json> table = new LinkedHashMap<>();
    table.put("columns", new Json.Obj(columns));
    if (!noRoots && dice.chance(80)) {
      table.put("isRoot", Json.of(dice.chance(75)));
    }
    if (dice.chance(15)) {
      table.put("maxRows", Json.of(1 + dice.below(4)));
    }
    if (dice.chance(30)) {
      List<Json> index = dice.some(indexable, 40);
      if (!index.isEmpty()) {
        table.put("indexes", Json.array(new Json.Arr(index)));
      }
    }
    return new Json.Obj(table);
  }

  Json.Obj column(List<String> targets) {
    Json type = new RandomTypes(dice, targets).type();
    Map<String, Json> column = new LinkedHashMap<>();
    column.put("type", type);
    if (dice.chance(20)) {
      column.put("mutable", Json.of(dice.chance(20)));
    }
    // A row whose ephemeral column may not hold its default is lost to the original when it
    // starts again.
    if (mayBeEmpty(type) && dice.chance(20)) {
      column.put("ephemeral", Json.of(true));
    }
    return new Json.Obj(column);
  }

  private static boolean mayBeEmpty(Json type) {
    return type instanceof Json.Obj object && object.get("min").equals(Optional.of(Json.of(0)));
  }
}
