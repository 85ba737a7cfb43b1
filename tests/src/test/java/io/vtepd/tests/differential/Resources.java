package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tests have in files. */
final class Resources {

  private static final Path HARDWARE_VTEP = Path.of("/usr/share/openvswitch/vtep.ovsschema");

  private Resources() {}

  static Json json(String name) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      return JsonReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A schema of these tests by its database's name, or the real one. */
  static Json.Obj schema(String database) throws IOException {
    return (Json.Obj)
        (database.equals("hardware_vtep")
            ? JsonReader.parse(Files.readString(HARDWARE_VTEP))
            : json("/schemas/" + database + ".ovsschema"));
  }
}
