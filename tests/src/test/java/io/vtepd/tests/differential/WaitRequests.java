package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Transactions that wait until a counter has a value, and such that make it count.
 *
 * <p>The original may tell a commit and one that it has set off in one update, so what a wait does
 * when it ends must leave traces that add up: rows are only inserted, counters only grow, and a
 * wait's counter only makes later ones count.
 */
final class WaitRequests {

  static final int COUNTERS = 3;

  private final Dice dice;
  private final Json database;
  private final RandomValues values;
  private final long[] counts = new long[COUNTERS];

  WaitRequests(Dice dice, String database, RandomValues values) {
    this.dice = dice;
    this.database = Json.of(database);
    this.values = values;
  }

  /** Inserts the counters; once, before anything else. */
  Json begin(SessionState session) {
    List<Json> params = new ArrayList<>(List.of(database));
    for (int i = 0; i < COUNTERS; i++) {
      params.add(insert("Counter", Map.of("name", name(i))));
    }
    return Requests.withParams(session.freshId(), "transact", new Json.Arr(params));
  }

  private static Json name(int counter) {
    return Json.of("counter" + counter);
  }

  private Json insert(String table, Map<String, Json> row) {
    return new Json.Obj(
        Map.of(
            "op", Json.of("insert"),
            "table", Json.of(table),
            "row", new Json.Obj(row),
            "uuid", Json.of(values.freshUuid().toString())));
  }

  /** A transaction that waits, most likely. */
  Json await(SessionState session) {
    int counter = dice.below(COUNTERS);
    long value = counts[counter] + 1 + dice.below(2);
    List<Json> params = new ArrayList<>(List.of(database));
    if (dice.chance(30)) {
      params.add(insert("Journal", Map.of("entry", Json.of("before"))));
    }
    params.add(wait(counter, value, dice.chance(50) ? List.of() : List.of(Json.of(600_000))));
    if (dice.chance(50)) {
      params.add(insert("Journal", Map.of("entry", Json.of("after"))));
    }
    if (dice.chance(30)) {
      params.add(selectJournal());
    }
    if (counter + 1 < COUNTERS && dice.chance(50)) {
      params.add(count(counter + 1));
    }
    Json id = id(session);
    session.waits().add(id);
    return Requests.withParams(id, "transact", new Json.Arr(params));
  }

  /** A fresh id, or one that may be in use by a wait. */
  private Json id(SessionState session) {
    if (dice.chance(85)) {
      return session.freshId();
    }
    return dice.pick(
        List.of(Json.of("w"), Json.array(), Json.emptyObject(), Json.of(false), Json.of(0)));
  }

  /** A transaction that waits for what never comes, a few milliseconds long. */
  Json timesOut(SessionState session) {
    return Requests.of(
        session.freshId(), "transact", database, wait(0, -1, List.of(Json.of(1 + dice.below(9)))));
  }

  private static Json wait(int counter, long value, List<Json> timeout) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("op", Json.of("wait"));
    members.put("table", Json.of("Counter"));
    members.put("where", where(counter));
    members.put("columns", Json.array(Json.of("count")));
    members.put("until", Json.of("=="));
    members.put("rows", Json.array(new Json.Obj(Map.of("count", Json.of(value)))));
    timeout.forEach(ms -> members.put("timeout", ms));
    return new Json.Obj(members);
  }

  private static Json where(int counter) {
    return Json.array(Json.array(Json.of("name"), Json.of("=="), name(counter)));
  }

  private static Json selectJournal() {
    return new Json.Obj(
        Map.of("op", Json.of("select"), "table", Json.of("Journal"), "where", Json.array()));
  }

  /** A transaction after which a counter has counted. */
  Json count(SessionState session) {
    int counter = dice.below(COUNTERS);
    counts[counter]++;
    return Requests.of(session.freshId(), "transact", database, count(counter));
  }

  private static Json count(int counter) {
    return new Json.Obj(
        Map.of(
            "op",
            Json.of("mutate"),
            "table",
            Json.of("Counter"),
            "where",
            where(counter),
            "mutations",
            Json.array(Json.array(Json.of("count"), Json.of("+="), Json.of(1)))));
  }

  /** A cancel of a transaction that may be waiting, or of anything. */
  Json cancel(SessionState session) {
    if (session.waits().isEmpty() || dice.chance(10)) {
      return Requests.notification("cancel", dice.chance(50) ? Json.of(-1) : Json.ofNull());
    }
    return Requests.notification("cancel", dice.pick(session.waits()));
  }
}
