package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Column types of every kind ({@code <type>} of RFC 7047 section 3.2), with constraints that leave
 * room for the values of {@link RandomValues}.
 */
final class RandomTypes {

  private static final List<String> ATOMIC =
      List.of("integer", "real", "boolean", "string", "uuid", "uuid", "integer", "string");

  private final Dice dice;
  private final List<String> tables;

  /**
   * @param tables what references may refer to; none without any
   */
  RandomTypes(Dice dice, List<String> tables) {
    this.dice = dice;
    this.tables = List.copyOf(tables);
  }

  /** A type as a schema spells it, shorthands included. */
  Json type() {
    Json key = base();
    if (dice.chance(20)) {
      return key instanceof Json.Str ? key : new Json.Obj(Map.of("key", key));
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("key", key);
    if (dice.chance(30)) {
      members.put("value", value(key));
    }
    // A reference that must be there refuses most inserts: seldom.
    if (!refers(key) || !dice.chance(10)) {
      members.put("min", Json.of(dice.chance(75) ? 0 : 1));
    }
    if (dice.chance(85)) {
      members.put("max", dice.pick(List.of(Json.of(1), Json.of(3), Json.of("unlimited"))));
    }
    return new Json.Obj(members);
  }

  /** The original dies when both ends of a pair refer weakly and the key dangles. */
  private Json value(Json key) {
    Json value = base();
    while (isWeak(key) && isWeak(value)) {
      value = base();
    }
    return value;
  }

  private static boolean refers(Json base) {
    return base instanceof Json.Obj object && object.get("refTable").isPresent();
  }

  private static boolean isWeak(Json base) {
    return base instanceof Json.Obj object && object.members().containsValue(Json.of("weak"));
  }

  /** A base type: a name, or a name with a constraint. */
  Json base() {
    String type = dice.pick(ATOMIC);
    if (dice.chance(30) && !type.equals("uuid")) {
      return dice.chance(50) ? Json.of(type) : new Json.Obj(Map.of("type", Json.of(type)));
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("type", Json.of(type));
    switch (type) {
      case "integer" -> integer(members);
      case "real" -> real(members);
      case "boolean" -> members.put("enum", Json.of(dice.chance(50)));
      case "string" -> string(members);
      default -> uuid(members);
    }
    return new Json.Obj(members);
  }

  private void integer(Map<String, Json> members) {
    if (dice.chance(40)) {
      members.put("enum", some(List.of(Json.of(-2), Json.of(0), Json.of(1), Json.of(2))));
      return;
    }
    long least = dice.below(5) - 4L;
    if (dice.chance(70)) {
      members.put("minInteger", Json.of(dice.chance(10) ? Long.MIN_VALUE : least));
    }
    if (dice.chance(70)) {
      members.put("maxInteger", Json.of(dice.chance(10) ? Long.MAX_VALUE : least + dice.below(7)));
    }
  }

  private void real(Map<String, Json> members) {
    if (dice.chance(30)) {
      members.put(
          "enum", some(List.of(new Json.Real(0.25), Json.of(0), Json.of(3), new Json.Real(-1.5))));
      return;
    }
    if (dice.chance(70)) {
      members.put("minReal", dice.chance(50) ? Json.of(0) : new Json.Real(-1.5));
    }
    if (dice.chance(70)) {
      members.put("maxReal", dice.chance(50) ? Json.of(2) : new Json.Real(1.75));
    }
  }

  private void string(Map<String, Json> members) {
    if (dice.chance(40)) {
      members.put(
          "enum", some(List.of(Json.of("a"), Json.of("b"), Json.of(""), Json.of("\u00e9"))));
      return;
    }
    int least = dice.below(2);
    if (dice.chance(70)) {
      members.put("minLength", Json.of(least));
    }
    if (dice.chance(70)) {
      members.put("maxLength", Json.of(least + dice.below(2)));
    }
  }

  private void uuid(Map<String, Json> members) {
    if (dice.chance(10)) {
      Json first = RandomValues.uuidJson(Uuid.random(new SplittableRandom(1)));
      members.put("enum", first);
    } else if (!tables.isEmpty() && dice.chance(90)) {
      members.put("refTable", Json.of(dice.pick(tables)));
      if (dice.chance(60)) {
        members.put("refType", Json.of(dice.chance(70) ? "weak" : "strong"));
      }
    }
  }

  /** A set of at least one of those. */
  private Json some(List<Json> choices) {
    List<Json> shuffled = new ArrayList<>(choices);
    Collections.rotate(shuffled, dice.below(choices.size()));
    int count = 1 + dice.below(choices.size());
    return count == 1 && dice.chance(50)
        ? shuffled.getFirst()
        : Json.array(Json.of("set"), new Json.Arr(shuffled.subList(0, count)));
  }
}
