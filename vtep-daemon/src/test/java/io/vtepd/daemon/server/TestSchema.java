package io.vtepd.daemon.server;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;

/** A small schema with a column of each kind. */
public final class TestSchema {

  private TestSchema() {}

  public static DatabaseSchema named(String name) {
    return parse(
        """
        {"name": "%s", "version": "1.0.0", "tables": {
          "Thing": {"isRoot": true, "columns": {
            "name": {"type": "string"},
            "number": {"type": "integer"},
            "label": {"type": {"key": "string", "min": 0, "max": 1}},
            "tags": {"type": {"key": "string", "min": 0, "max": "unlimited"}},
            "config": {"type": {"key": "string", "value": "integer", "min": 0,
                       "max": "unlimited"}}}},
          "Other": {"isRoot": true, "columns": {
            "name": {"type": "string"}}}}}
        """
            .formatted(name));
  }

  static DatabaseSchema parse(String text) {
    try {
      return SchemaJson.parse(JsonReader.parse(text));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
