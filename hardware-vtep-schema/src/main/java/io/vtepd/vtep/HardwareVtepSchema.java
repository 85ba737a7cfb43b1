package io.vtepd.vtep;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The hardware_vtep schema that this module carries: version 1.7.0 of vtep(5), whole. */
public final class HardwareVtepSchema {

  /** The database's name. */
  public static final String DATABASE = "hardware_vtep";

  private static final String RESOURCE = "hardware_vtep.ovsschema";

  private HardwareVtepSchema() {}

  /**
   * Parses the schema anew. Tables and columns are compared by identity, so whoever needs the
   * schema loads it once and hands it on.
   */
  public static DatabaseSchema load() {
    try {
      return SchemaJson.parse(JsonReader.parse(text()));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new IllegalStateException(RESOURCE + " of this module is not a schema", e);
    }
  }

  /** The schema as JSON text. */
  public static String text() {
    try (InputStream in = HardwareVtepSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from this module");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " of this module", e);
    }
  }
}
