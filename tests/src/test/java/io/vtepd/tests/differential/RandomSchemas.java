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

  Json schema(String name) {
    List<String> tables =
        IntStream.range(0, 2 + dice.below(3)).mapToObj(i -> "T" + i).toList();
    Map<String, Json> byName = new LinkedHashMap<>();
    // No root at all means that all tables are.
    boolean noRoots = dice.chance(15);
    for (String table : tables) {
      byName.put(table, table(tables, noRoots));
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

  private Json table(List<String> tables, boolean noRoots) {
    RandomTypes types = new RandomTypes(dice.random(), tables);
    Map<String, Json> columns = new LinkedHashMap<>();
    List<Json> indexable = new ArrayList<>();
    int count = 1 + dice.below(7);
    for (int i = 0; i < count; i++) {
      String name = "c" + i;
      Map<String, Json> column = new LinkedHashMap<>();
      Json type = types.type();
      column.put("type", type);
      if (dice.chance(20)) {
        column.put("mutable", Json.of(dice.chance(20)));
      }
      // Only what is in the file may be unique. A row whose ephemeral column may not hold its
      // default is lost to the original when it starts again.
      if (mayBeEmpty(type) && dice.chance(20)) {
        column.put("ephemeral", Json.of(true));
      } else {
        indexable.add(Json.of(name));
      }
      columns.put(name, new Json.Obj(column));
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

  private static boolean mayBeEmpty(Json type) {
    return type instanceof Json.Obj object && object.get("min").equals(Optional.of(Json.of(0)));
  }
}
