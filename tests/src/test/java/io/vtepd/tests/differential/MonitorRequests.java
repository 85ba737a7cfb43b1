package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.List;
import java.util.Map;

/** Monitors of all versions: begun, changed, renamed, ended; and requests that must fail. */
final class MonitorRequests {

  private static final List<Json> IDS =
      List.of(
          Json.of("m0"),
          Json.of("m1"),
          Json.of(0),
          Json.ofNull(),
          Json.array(Json.of("m"), Json.of(1)),
          new Json.Obj(Map.of("m", Json.of(true))));

  private final Dice dice;
  private final Json database;
  private final RandomOperations operations;

  MonitorRequests(Dice dice, String database, RandomOperations operations) {
    this.dice = dice;
    this.database = Json.of(database);
    this.operations = operations;
  }

  Json next(SessionState session) {
    if (session.monitors().size() < 2 || dice.chance(20)) {
      return begin(session);
    }
    Json id = dice.chance(90) ? dice.pick(session.monitors()) : dice.pick(IDS);
    if (dice.chance(25)) {
      session.monitors().remove(id);
      return Requests.of(session.freshId(), "monitor_cancel", id);
    }
    Json newId = dice.chance(70) ? id : dice.pick(IDS);
    if (session.monitors().remove(id)) {
      session.monitors().add(newId);
    }
    return Requests.of(
        session.freshId(), "monitor_cond_change", id, newId, operations.conditionChange());
  }

  private Json begin(SessionState session) {
    Json id = dice.pick(IDS);
    session.monitors().add(id);
    if (dice.chance(10)) {
      return Requests.of(session.freshId(), "monitor", database, id, broken());
    }
    return switch (dice.below(3)) {
      case 0 ->
          Requests.of(
              session.freshId(), "monitor", database, id, operations.monitorRequests(false));
      case 1 ->
          Requests.of(
              session.freshId(), "monitor_cond", database, id, operations.monitorRequests(true));
      default ->
          Requests.of(
              session.freshId(),
              "monitor_cond_since",
              database,
              id,
              operations.monitorRequests(true),
              Json.of("00000000-0000-0000-0000-000000000000"));
    };
  }

  /** Monitor requests of which none is right. */
  private Json broken() {
    Json column = Json.array(Json.of("_uuid"));
    Json request = new Json.Obj(Map.of("columns", column));
    return dice.pick(
        List.of(
            Json.ofNull(),
            Json.array(),
            new Json.Obj(Map.of("No_Such_Table", request)),
            tableRequest(Json.array(request, request)),
            tableRequest(Json.of("name")),
            tableRequest(new Json.Obj(Map.of("columns", Json.array(Json.of("no_such"))))),
            tableRequest(new Json.Obj(Map.of("columns", Json.of("_uuid")))),
            tableRequest(new Json.Obj(Map.of("columns", Json.array(Json.of(1))))),
            tableRequest(new Json.Obj(Map.of("select", Json.array()))),
            tableRequest(
                new Json.Obj(
                    Map.of("select", new Json.Obj(Map.of("initial", Json.of("yes")))))),
            tableRequest(
                new Json.Obj(Map.of("select", new Json.Obj(Map.of("first", Json.of(true)))))),
            tableRequest(new Json.Obj(Map.of("where", Json.array()))),
            tableRequest(new Json.Obj(Map.of("surplus", Json.of(1))))));
  }

  private static Json tableRequest(Json request) {
    return new Json.Obj(Map.of("Journal", request));
  }
}
