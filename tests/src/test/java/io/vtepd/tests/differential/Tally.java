package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was heard by kind, so that a run shows that it was about something. */
final class Tally {

  private final Map<String, Integer> counts = new TreeMap<>();

  void add(List<Json> heard) {
    for (Json message : heard) {
      count(message.equals(Line.CLOSED) ? "closed" : kind((Json.Obj) message));
    }
  }

  void count(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  int of(String kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** What sort of message it is, with its error tag if it has one. */
  static String kind(Json.Obj message) {
    Json method = message.get("method").orElse(Json.ofNull());
    if (method instanceof Json.Str name) {
      return name.value();
    }
    if (message.get("error").orElse(Json.ofNull()) instanceof Json.Null) {
      return message.get("result").map(Tally::tag).orElse("result");
    }
    return "error " + error(message.get("error").orElseThrow());
  }

  /** The first error tag among a transaction's results. */
  private static String tag(Json result) {
    if (result instanceof Json.Arr results) {
      for (Json element : results.elements()) {
        if (element instanceof Json.Obj object && object.get("error").isPresent()) {
          return "result with " + error(object);
        }
      }
    }
    return "result";
  }

  private static String error(Json error) {
    return switch (error) {
      case Json.Str text -> text.value();
      case Json.Obj object -> error(object.get("error").orElse(Json.ofNull()));
      case Json.Null ignored -> "null";
      case Json.Bool ignored -> "boolean";
      case Json.Int ignored -> "number";
      case Json.Real ignored -> "number";
      case Json.Arr ignored -> "array";
    };
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
