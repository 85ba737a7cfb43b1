package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Brings messages of two servers into a form in which they must be equal. What it levels is what
 * may differ in any answer (what differs in some is in {@code DIFFERENCES.md}):
 *
 * <ul>
 *   <li>row versions, which are random;
 *   <li>the wording of an error: its tag counts;
 *   <li>what {@code _Server} calls its rows;
 *   <li>the order of a select's rows, of list_dbs and of object members;
 *   <li>the order in which the monitors of one session are told of a commit;
 *   <li>{@code "result": null} in an error reply, which the original leaves out;
 *   <li>a {@code modify} without columns, which the original sends when only a column of the
 *       condition changed.
 * </ul>
 */
final class Normal {

  private Normal() {}

  static Json of(Json json) {
    return switch (json) {
      case Json.Obj object -> object(object);
      case Json.Arr array -> array(array);
      case Json.Null ignored -> json;
      case Json.Bool ignored -> json;
      case Json.Int ignored -> json;
      case Json.Real ignored -> json;
      case Json.Str ignored -> json;
    };
  }

  /** With little use of the stack, for values are nested a thousand deep. */
  private static Json array(Json.Arr array) {
    List<Json> elements = new ArrayList<>(array.size());
    for (Json element : array.elements()) {
      elements.add(of(element));
    }
    return new Json.Arr(elements);
  }

  private static Json object(Json.Obj object) {
    if (object.get("error").orElse(Json.ofNull()) instanceof Json.Str tag
        && object.get("id").isEmpty()) {
      return new Json.Obj(Map.of("error", tag));
    }
    Map<String, Json> members = new TreeMap<>();
    for (var member : object.members().entrySet()) {
      String name = member.getKey();
      Json value = of(member.getValue());
      boolean levelled =
          name.equals("_version") || (name.equals("result") && value instanceof Json.Null);
      if (levelled) {
        continue;
      }
      members.put(name, isUnordered(name, value) ? sorted(value) : ofServer(name, value));
    }
    return new Json.Obj(new LinkedHashMap<>(members));
  }

  /** What monitors tell of the table {@code Database}: no other schema here has one. */
  private static Json ofServer(String member, Json value) {
    if (member.equals("Database") && value instanceof Json.Obj rows) {
      return new Json.Arr(sorted(List.copyOf(rows.members().values())));
    }
    return value;
  }

  private static boolean isUnordered(String member, Json value) {
    boolean listsDatabases =
        value instanceof Json.Arr names && names.elements().contains(Json.of("_Server"));
    return member.equals("rows") || listsDatabases;
  }

  private static Json sorted(Json rows) {
    if (!(rows instanceof Json.Arr array)) {
      return rows;
    }
    return new Json.Arr(sorted(array.elements()));
  }

  private static List<Json> sorted(List<Json> elements) {
    return elements.stream().sorted(Comparator.comparing(Json::toText)).toList();
  }

  /** One message a line, to be shown when it is not what it should be. */
  static String text(List<Json> messages) {
    return messages.stream().map(Json::toText).collect(Collectors.joining("\n"));
  }

  /**
   * What one session has heard. Notifications between two replies come in no order: the monitors of
   * a session are told of a commit in any.
   */
  static List<Json> stream(List<? extends Json> messages) {
    List<Json> result = new ArrayList<>();
    List<Json> notifications = new ArrayList<>();
    for (Json message : messages) {
      if (message instanceof Json.Obj object && object.get("method").isPresent()) {
        update(message).ifPresent(notifications::add);
      } else {
        result.addAll(sorted(notifications));
        notifications.clear();
        result.add(of(message));
      }
    }
    result.addAll(sorted(notifications));
    return result;
  }

  /** An update without what means nothing; empty if nothing is left of it. */
  static Optional<Json> update(Json message) {
    Json.Obj object = (Json.Obj) of(message);
    Json.Arr params = (Json.Arr) object.get("params").orElseThrow();
    int last = params.size() - 1;
    if (!(params.get(last) instanceof Json.Obj tables)) {
      return Optional.of(object);
    }
    Map<String, Json> kept = new TreeMap<>();
    for (var table : tables.members().entrySet()) {
      if (!(table.getValue() instanceof Json.Obj changed)) {
        kept.put(table.getKey(), table.getValue());
        continue;
      }
      Map<String, Json> rows = new TreeMap<>(changed.members());
      rows.values().removeIf(row -> row.equals(emptyModify()));
      if (!rows.isEmpty()) {
        kept.put(table.getKey(), new Json.Obj(rows));
      }
    }
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    List<Json> elements = new ArrayList<>(params.elements().subList(0, last));
    elements.add(new Json.Obj(kept));
    Map<String, Json> members = new TreeMap<>(object.members());
    members.put("params", new Json.Arr(elements));
    return Optional.of(new Json.Obj(members));
  }

  private static Json emptyModify() {
    return new Json.Obj(Map.of("modify", Json.emptyObject()));
  }
}
