package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** Commits that a client may have seen last, of which neither server knows any. */
  private static final List<Json> COMMITS =
      List.of(
          Json.of("00000000-0000-0000-0000-000000000000"),
          Json.of("ABCDEF00-1111-4222-8333-444444444444"));

  private static final List<Json> NO_COMMITS = List.of(Json.of("none"), Json.of(""), Json.of(7));

  private final Dice dice;
  private final Json database;
  private final RandomMonitors monitors;

  MonitorRequests(Dice dice, String database, RandomMonitors monitors) {
    this.dice = dice;
    this.database = Json.of(database);
    this.monitors = monitors;
  }

  Json next(SessionState session) {
    if (session.monitors().size() < 2 || dice.chance(20)) {
      return begin(session);
    }
    Json id =
        dice.chance(90) ? dice.pick(List.copyOf(session.monitors().keySet())) : dice.pick(IDS);
    if (dice.chance(25)) {
      session.monitors().remove(id);
      return Requests.of(session.freshId(), "monitor_cancel", id);
    }
    return change(session, id, dice.chance(70) ? id : dice.pick(IDS));
  }

  private Json change(SessionState session, Json id, Json newId) {
    Set<String> tables = session.monitors().getOrDefault(id, Set.of());
    if (!id.equals(newId) && session.monitors().putIfAbsent(newId, tables) == null) {
      session.monitors().remove(id);
    }
    Json changes = monitors.conditionChange(tables);
    return Requests.of(session.freshId(), "monitor_cond_change", id, newId, changes);
  }

  private Json begin(SessionState session) {
    Json id = dice.pick(IDS);
    if (dice.chance(10)) {
      return Requests.of(session.freshId(), "monitor", database, id, broken());
    }
    int version = dice.below(3);
    Json.Obj requests = monitors.requests(version > 0);
    session.monitors().putIfAbsent(id, requests.members().keySet());
    return switch (version) {
      case 0 -> Requests.of(session.freshId(), "monitor", database, id, requests);
      case 1 -> Requests.of(session.freshId(), "monitor_cond", database, id, requests);
      default ->
          Requests.of(
              session.freshId(),
              "monitor_cond_since",
              database,
              id,
              requests,
              dice.pick(dice.chance(95) ? COMMITS : NO_COMMITS));
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
                new Json.Obj(Map.of("select", new Json.Obj(Map.of("initial", Json.of("yes")))))),
            tableRequest(
                new Json.Obj(Map.of("select", new Json.Obj(Map.of("first", Json.of(true)))))),
            tableRequest(new Json.Obj(Map.of("where", Json.array()))),
            tableRequest(new Json.Obj(Map.of("surplus", Json.of(1))))));
  }

  private static Json tableRequest(Json request) {
    return new Json.Obj(Map.of("Journal", request));
  }
}
