package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a session has heard, with the updates of a monitor told as one. A commit and one that it has
 * set off (by ending a wait) may reach a session of the original in one update or in two.
 */
final class Folded {

  private static final Set<String> LOCKS = Set.of("locked", "stolen");

  private Folded() {}

  /** Updates that follow one another are one. */
  static List<Json> neighbours(List<Json> heard) {
    List<Json> result = new ArrayList<>();
    List<Json> updates = new ArrayList<>();
    for (Json message : withoutLocks(heard)) {
      if (isUpdate(message)) {
        updates.add(message);
      } else {
        result.addAll(fold(updates));
        updates.clear();
        result.add(message);
      }
    }
    result.addAll(fold(updates));
    result.addAll(locks(heard));
    return Normal.stream(result);
  }

  /**
   * All updates are one, behind everything else: for when several waits have ended, and the answer
   * of one stands before or after the updates of another.
   */
  static List<Json> all(List<Json> heard) {
    List<Json> result = new ArrayList<>(withoutLocks(heard));
    result.removeIf(Folded::isUpdate);
    result.addAll(fold(heard.stream().filter(Folded::isUpdate).toList()));
    result.addAll(locks(heard));
    return Normal.stream(result);
  }

  /**
   * What happened to locks: told at once by the original, when the request comes that does it, but
   * the answer of a wait that an earlier request of the same piece has ended only a turn later.
   */
  private static List<Json> locks(List<Json> heard) {
    return heard.stream().filter(message -> LOCKS.contains(method(message))).toList();
  }

  private static List<Json> withoutLocks(List<Json> heard) {
    return heard.stream().filter(message -> !LOCKS.contains(method(message))).toList();
  }

  private static boolean isUpdate(Json message) {
    return method(message).startsWith("update");
  }

  /** The method of a notification, empty for anything else. */
  private static String method(Json message) {
    return message instanceof Json.Obj object
            && object.get("method").orElse(Json.ofNull()) instanceof Json.Str method
        ? method.value()
        : "";
  }

  /** One update a monitor. */
  private static List<Json> fold(List<Json> updates) {
    Map<Json, Json> byMonitor = new LinkedHashMap<>();
    for (Json update : updates) {
      Json.Obj object = (Json.Obj) update;
      Json monitor = ((Json.Arr) object.get("params").orElseThrow()).get(0);
      byMonitor.merge(monitor, update, (one, next) -> merge("", one, next));
    }
    return List.copyOf(byMonitor.values());
  }

  /** Of two values the later one counts, but for the old values of a row. */
  private static Json merge(String name, Json one, Json next) {
    if (name.equals("params")) {
      List<Json> params = new ArrayList<>(((Json.Arr) next).elements());
      params.set(
          params.size() - 1, merge("", ((Json.Arr) one).elements().getLast(), params.getLast()));
      return new Json.Arr(params);
    }
    if (!(one instanceof Json.Obj before && next instanceof Json.Obj after)) {
      return next;
    }
    Map<String, Json> members = new LinkedHashMap<>(before.members());
    after
        .members()
        .forEach((member, value) -> {
          Json known = members.get(member);
          if (known == null) {
            members.put(member, value);
          } else {
            members.put(
                member,
                name.equals("old") && !(known instanceof Json.Obj)
                    ? known
                    : merge(member, known, value));
          }
        });
    return new Json.Obj(members);
  }
}
