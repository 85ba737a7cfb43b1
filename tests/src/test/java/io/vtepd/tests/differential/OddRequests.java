package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The methods that change no rows, notifications that mean nothing, and parameters of all kinds.
 */
final class OddRequests {

  private static final List<String> METHODS =
      List.of(
          "transact",
          "monitor",
          "monitor_cond",
          "monitor_cond_since",
          "monitor_cond_change",
          "monitor_cancel",
          "lock",
          "steal",
          "unlock",
          "get_schema",
          "set_db_change_aware",
          "convert",
          "cancel",
          "update",
          "no_such_method",
          "",
          "Transact");

  private final Dice dice;
  private final Json database;

  OddRequests(Dice dice, String database) {
    this.dice = dice;
    this.database = Json.of(database);
  }

  Json next(SessionState session) {
    Json id = dice.chance(80) ? session.freshId() : anything();
    return switch (dice.below(8)) {
      case 0 -> Requests.of(id, "echo", anything(), anything());
      case 1 -> Requests.of(id, "get_schema", dice.chance(70) ? database : anything());
      case 2 -> Requests.of(id, "list_dbs");
      case 3 -> Requests.of(id, "set_db_change_aware", Json.of(dice.chance(80)));
      case 4 -> Requests.of(id, "transact", Json.of("_Server"), serverOperation());
      case 5 ->
          // Without an id there is no answer, and nothing happens.
          Requests.notification(dice.pick(METHODS), database, anything());
      default -> bad(id);
    };
  }

  private Json bad(Json id) {
    String method = dice.pick(METHODS);
    Json.Arr params = badParams();
    // The original reads the third parameter of "monitor" whether there is one or not, and may die.
    return method.equals("monitor") && params.size() < 3
        ? Requests.of(id, method, database, anything(), anything())
        : Requests.withParams(id, method, params);
  }

  private Json.Arr badParams() {
    return dice.pick(
        List.of(
            Json.array(),
            Json.array(anything()),
            Json.array(database),
            Json.array(database, anything()),
            Json.array(database, anything(), anything()),
            Json.array(database, anything(), anything(), anything())));
  }

  private Json serverOperation() {
    Json columns = Json.array(Json.of("name"), Json.of("model"), Json.of("connected"));
    Json everywhere = Json.array();
    Json table = Json.of("Database");
    return dice.pick(
        List.of(
            operation("select", Map.of("table", table, "where", everywhere, "columns", columns)),
            operation("delete", Map.of("table", table, "where", everywhere)),
            operation("insert", Map.of("table", table, "row", Json.emptyObject())),
            operation("delete", Map.of("table", table, "where", Json.of(1))),
            operation("commit", Map.of("durable", Json.of(false))),
            operation("comment", Map.of("comment", Json.of("x"))),
            operation("abort", Map.of())));
  }

  private static Json operation(String op, Map<String, Json> members) {
    Map<String, Json> all = new TreeMap<>(members);
    all.put("op", Json.of(op));
    return new Json.Obj(all);
  }

  private Json anything() {
    return dice.pick(
        List.of(
            Json.of(0),
            Json.of(-1),
            new Json.Real(0.5),
            Json.of(true),
            Json.of(false),
            Json.of(""),
            Json.of("x"),
            Json.of("_Server"),
            Json.array(),
            Json.array(Json.array(Json.ofNull())),
            Json.emptyObject(),
            new Json.Obj(Map.of("op", Json.of("abort")))));
  }
}
