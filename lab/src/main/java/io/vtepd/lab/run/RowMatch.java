package io.vtepd.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.vtepd.lab.step.Expected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Compares what OVSDB sends with what a scenario expects. RFC 7047 section 5.1 writes sets, maps
 * and UUIDs as tagged arrays; a set of one is its only atom.
 */
final class RowMatch {

  private RowMatch() {}

  /** Whether a value is as expected; it may have members that nobody asked for. */
  static boolean matches(Expected expected, JsonNode value) {
    return switch (expected) {
      case Expected.Text text -> !isMap(value) && atoms(value).equals(List.of(text.text()));
      case Expected.Items items ->
          items.items().size() == elements(value).size()
              && items.items().stream()
                  .allMatch(each -> elements(value).stream().anyMatch(e -> matches(each, e)));
      case Expected.Members members -> {
        Map<String, JsonNode> given = members(value);
        yield members.members().entrySet().stream()
            .allMatch(each ->
                given.containsKey(each.getKey())
                    && matches(each.getValue(), given.get(each.getKey())));
      }
    };
  }

  /** A row or value as a person writes it, only those columns that an expectation names. */
  static String show(JsonNode row, Expected like) {
    if (like instanceof Expected.Members members) {
      Map<String, JsonNode> given = members(row);
      return members.members().keySet().stream()
          .map(key -> key + ": " + (given.containsKey(key) ? text(given.get(key)) : "none"))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return text(row);
  }

  /** A value without the tags of RFC 7047. */
  static String text(JsonNode value) {
    if (isMap(value)) {
      return members(value).entrySet().stream()
          .map(each -> each.getKey() + ": " + text(each.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isObject()) {
      return value.toString();
    }
    List<String> atoms = atoms(value);
    return atoms.size() == 1 ? atoms.getFirst() : atoms.toString();
  }

  private static List<String> atoms(JsonNode value) {
    List<String> atoms = new ArrayList<>();
    for (JsonNode element : elements(value)) {
      atoms.add(isTagged(element, "uuid") ? element.get(1).asText() : element.asText());
    }
    return atoms;
  }

  private static List<JsonNode> elements(JsonNode value) {
    if (isTagged(value, "uuid") || !value.isArray()) {
      return List.of(value);
    }
    JsonNode array = isTagged(value, "set") ? value.get(1) : value;
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private static Map<String, JsonNode> members(JsonNode value) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    if (isMap(value)) {
      value.get(1).forEach(pair -> members.put(text(pair.get(0)), pair.get(1)));
    } else if (value.isObject()) {
      value.properties().forEach(each -> members.put(each.getKey(), each.getValue()));
    }
    return members;
  }

  private static boolean isMap(JsonNode value) {
    return isTagged(value, "map") && value.get(1).isArray();
  }

  private static boolean isTagged(JsonNode value, String tag) {
    return value.isArray()
        && value.size() == 2
        && value.get(0).isTextual()
        && value.get(0).asText().equals(tag);
  }
}
