package io.vtepd.lab.packet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** An OVSDB message (RFC 7047 section 4) in a line. */
final class OvsdbWords {

  private OvsdbWords() {}

  static Words of(JsonNode message) {
    String method = message.path("method").asText("");
    JsonNode parameters = message.path("params");
    if (method.isEmpty()) {
      return reply(message);
    }
    return switch (method) {
      case "transact" -> new Words("transact: " + operations(parameters));
      case "update", "update2", "update3" ->
          new Words(method + ": " + tables(parameters.path(parameters.size() - 1)));
      case "monitor", "monitor_cond", "monitor_cond_since" ->
          new Words(method + " " + parameters.path(0).asText());
      default -> new Words(method);
    };
  }

  private static Words reply(JsonNode message) {
    JsonNode error = message.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      return new Words("error: " + error.path("error").asText(error.asText()));
    }
    JsonNode result = message.path("result");
    for (JsonNode each : result) {
      if (each.path("error").isTextual()) {
        return new Words("refused: " + each.path("error").asText());
      }
    }
    if (message.path("id").asText().equals("echo")) {
      return new Words("reply to echo");
    }
    return new Words(
        "reply"
            + (result.isArray() && result.path(0).isObject()
                ? ": " + result.size() + (result.size() == 1 ? " result" : " results")
                : ""));
  }

  /** "insert Logical_Switch, 2 x insert Ucast_Macs_Remote". */
  private static String operations(JsonNode parameters) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 1; i < parameters.size(); i++) {
      JsonNode operation = parameters.get(i);
      String what = operation.path("op").asText() + " " + operation.path("table").asText();
      counts.merge(what.strip(), 1, Integer::sum);
    }
    StringJoiner words = new StringJoiner(", ");
    counts.forEach((what, count) -> words.add(count == 1 ? what : count + " x " + what));
    return words.toString();
  }

  private static String tables(JsonNode updates) {
    StringJoiner words = new StringJoiner(", ");
    updates.properties().forEach(each -> words.add(each.getKey() + " x" + each.getValue().size()));
    return words.toString();
  }
}
