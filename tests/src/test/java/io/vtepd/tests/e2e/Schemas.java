package io.vtepd.tests.e2e;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The schemas that Open vSwitch's packages bring. */
final class Schemas {

  private Schemas() {}

  static Json hardwareVtep() throws IOException {
    return read("vtep.ovsschema");
  }

  static Json openVswitch() throws IOException {
    return read("vswitch.ovsschema");
  }

  private static Json read(String file) throws IOException {
    return JsonReader.parse(Files.readString(Path.of("/usr/share/openvswitch", file)));
  }
}
