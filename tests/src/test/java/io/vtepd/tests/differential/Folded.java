package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a session has heard, with the updates of a monitor told as one. A commit and one that it has
 * set off (by ending a wait) may reach a session of the original in one update or in two.
 */
final class Folded {

  private Folded() {}

  /** Updates that follow one another are one. */
  static List<Json> neighbours(List<Json> heard) {
    List<Json> result = new ArrayList<>();
    List<Json> updates = new ArrayList<>();
    for (Json message : heard) {
      if (isUpdate(message)) {
        updates.add(message);
      } else {
        result.addAll(fold(updates));
        updates.clear();
        result.add(message);
      }
    }
    result.addAll(fold(updates));
    return Normal.stream(result);
  }

  /**
   * All updates are one, behind everything else: for when several waits have ended, and the answer
   * of one stands before or after the updates of another.
   */
  static List<Json> all(List<Json> heard) {
    List<Json> result = new ArrayList<>(heard);
    result.removeIf(Folded::isUpdate);
    result.addAll(fold(heard.stream().filter(Folded::isUpdate).toList()));
    return Normal.stream(result);
  }

  private static boolean isUpdate(Json message) {
    return message instanceof Json.Obj object
        && object.get("method").orElse(Json.ofNull()) instanceof Json.Str method
        && method.value().startsWith("update");
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
      params.set(params.size() - 1, merge("", ((Json.Arr) one).elements().getLast(), params.getLast()));
      return new Json.Arr(params);
    }
    if (!(one instanceof Json.Obj before && next instanceof Json.Obj after)) {
      return next;
    }
    Map<String, Json> members = new LinkedHashMap<>(before.members());
    after.members().forEach((member, value) -> {
      Json known = members.get(member);
      if (known == null) {
        members.put(member, value);
      } else {
        members.put(
            member,
            name.equals("old") && !(known instanceof Json.Obj) ? known : merge(member, known, value));
      }
    });
    return new Json.Obj(members);
  }
}
