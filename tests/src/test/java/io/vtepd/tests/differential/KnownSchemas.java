package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Schemas that are there: {@code torture}, which has a bit of everything, and the real one. */
final class KnownSchemas {

  private static final Path HARDWARE_VTEP = Path.of("/usr/share/openvswitch/vtep.ovsschema");

  private KnownSchemas() {}

  static Json read(String name) throws IOException {
    if (name.equals("hardware_vtep")) {
      return JsonReader.parse(Files.readString(HARDWARE_VTEP));
    }
    try (InputStream in = KnownSchemas.class.getResourceAsStream("/schemas/" + name + ".ovsschema")) {
      return JsonReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
