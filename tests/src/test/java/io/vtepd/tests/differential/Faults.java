package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Operations on the database {@code torture} with several faults at a time, each in another member:
 * what is told is the one that is looked for first.
 */
final class Faults {

  private static final Json ABSENT = Json.of("<absent>");

  private final Dice dice;
  private final Json.Obj operations;
  private final List<Json> violations;

  Faults(RandomGenerator random) throws IOException {
    this.dice = new Dice(random);
    this.operations = (Json.Obj) Resources.json("/differential/faults.json");
    this.violations = ((Json.Arr) Resources.json("/differential/violations.json")).elements();
  }

  /** Rows for the operations to be about. */
  static List<Json> rows() throws IOException {
    return ((Json.Arr) Resources.json("/differential/rows.json")).elements();
  }

  /** Operations one of which, or several, are faulty in themselves. */
  List<Json> faulty() {
    List<Json> transaction = new ArrayList<>();
    transaction.add(dice.chance(30) ? used() : spoiled(1 + dice.below(3)));
    while (dice.chance(30)) {
      transaction.add(dice.below(transaction.size() + 1), spoiled(dice.below(3)));
    }
    return transaction;
  }

  /** Operations that are right each, whose commit breaks one rule or several. */
  List<Json> violating() {
    List<Json> transaction = new ArrayList<>();
    int count = 1 + dice.below(5);
    for (int i = 0; i < count; i++) {
      transaction.add(dice.pick(violations));
    }
    return transaction;
  }

  /** Makes "used" a name that is taken. */
  private static Json used() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("op", Json.of("insert"));
    members.put("table", Json.of("Leaf"));
    members.put("row", Json.emptyObject());
    members.put("uuid", Json.of("99999999-0000-0000-0000-000000000000"));
    members.put("uuid-name", Json.of("used"));
    return new Json.Obj(members);
  }

  private Json spoiled(int faults) {
    Json.Obj operation = (Json.Obj) dice.pick(List.copyOf(operations.members().values()));
    Map<String, Json> members =
        new LinkedHashMap<>(((Json.Obj) operation.get("right").orElseThrow()).members());
    Map<String, Json> wrong = ((Json.Obj) operation.get("wrong").orElseThrow()).members();
    for (int i = 0; i < faults; i++) {
      String member = dice.pick(List.copyOf(wrong.keySet()));
      Json value = dice.pick(((Json.Arr) wrong.get(member)).elements());
      if (value.equals(ABSENT)) {
        members.remove(member);
      } else {
        members.put(member, value);
      }
    }
    return new Json.Obj(members);
  }
}
