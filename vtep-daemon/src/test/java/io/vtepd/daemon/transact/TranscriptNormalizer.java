package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves of a result what must be equal everywhere: of errors their tag, of UUIDs that no operation
 * names nothing, of rows without {@code sort} any order.
 */
final class TranscriptNormalizer {

  private final String known;

  /**
   * @param transcript whose UUIDs count
   */
  TranscriptNormalizer(Transcript transcript) {
    StringBuilder text = new StringBuilder(Uuid.ZERO.toString());
    transcript
        .steps()
        .forEach(step -> step.operations().forEach(operation -> text.append(operation.toText())));
    this.known = text.toString().toLowerCase(Locale.ROOT);
  }

  Json normalize(Json result, List<Json> operations) {
    List<Json> elements = new ArrayList<>();
    for (Json element : ((Json.Arr) result).elements()) {
      int at = elements.size();
      boolean sorted =
          at < operations.size()
              && operations.get(at) instanceof Json.Obj operation
              && operation.get("sort").isPresent();
      elements.add(sorted ? known(element) : rowsInOrder(known(element)));
    }
    return new Json.Arr(elements);
  }

  private Json known(Json json) {
    return switch (json) {
      case Json.Str string ->
          Uuid.parse(string.value()).isPresent() && !known.contains(string.value())
              ? Json.of("<random>")
              : string;
      case Json.Arr array -> new Json.Arr(array.elements().stream().map(this::known).toList());
      case Json.Obj object -> knownObject(object);
      case Json.Null ignored -> json;
      case Json.Bool ignored -> json;
      case Json.Int ignored -> json;
      case Json.Real ignored -> json;
    };
  }

  private Json knownObject(Json.Obj object) {
    Optional<Json> error = object.get("error");
    Map<String, Json> members = new LinkedHashMap<>();
    if (error.isPresent()) {
      members.put("error", error.get());
    } else {
      // Compared as text below, so in one order.
      object.members().keySet().stream()
          .sorted()
          .forEach(name -> members.put(name, known(object.members().get(name))));
    }
    return new Json.Obj(members);
  }

  private static Json rowsInOrder(Json element) {
    if (element instanceof Json.Obj object
        && object.members().get("rows") instanceof Json.Arr rows) {
      List<Json> ordered = new ArrayList<>(rows.elements());
      ordered.sort(Comparator.comparing(Json::toText));
      return new Json.Obj(Map.of("rows", new Json.Arr(ordered)));
    }
    return element;
  }
}
