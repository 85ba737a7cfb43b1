package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Transactions on an empty database, one after the other, with the results that ovsdb-server gives.
 *
 * @param name what they show
 */
record Transcript(String name, List<Step> steps) {

  /** Every file of them, each named after what it is about. */
  static final List<String> FILES =
      List.of(
          "insert",
          "named-uuids",
          "where",
          "select",
          "update",
          "mutate",
          "delete",
          "wait",
          "other-operations",
          "strong-references",
          "garbage-collection",
          "weak-references",
          "unique-indexes",
          "max-rows");

  Transcript {
    steps = List.copyOf(steps);
  }

  /**
   * One transaction.
   *
   * @param result in the form that {@link TranscriptNormalizer} gives
   */
  record Step(List<Json> operations, Json result) {}

  static List<Transcript> read(String file) throws IOException {
    Json.Obj document = (Json.Obj) resource(file + ".json");
    List<Transcript> transcripts = new ArrayList<>();
    for (Json json : array(document, "cases")) {
      Json.Obj transcript = (Json.Obj) json;
      List<Step> steps = new ArrayList<>();
      for (Json step : array(transcript, "steps")) {
        Json.Obj members = (Json.Obj) step;
        steps.add(new Step(array(members, "operations"), members.get("result").orElseThrow()));
      }
      String name = ((Json.Str) transcript.get("name").orElseThrow()).value();
      transcripts.add(new Transcript(file + ": " + name, steps));
    }
    return transcripts;
  }

  private static List<Json> array(Json.Obj object, String member) {
    return ((Json.Arr) object.get(member).orElseThrow()).elements();
  }

  static Json schemaJson() throws IOException {
    return resource("schema.ovsschema");
  }

  /** The schema of all transcripts. */
  static DatabaseSchema schema() {
    try {
      return SchemaJson.parse(schemaJson());
    } catch (IOException | OvsdbException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Json resource(String name) throws IOException {
    try (InputStream in = Transcript.class.getResourceAsStream("/transcripts/" + name)) {
      return JsonReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
