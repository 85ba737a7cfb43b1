package io.vtepd.tests.e2e;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The schemas that the packages of Open vSwitch and OVN bring. */
public final class Schemas {

  private Schemas() {}

  static Json hardwareVtep() throws IOException {
    return read("openvswitch/vtep.ovsschema");
  }

  public static Json openVswitch() throws IOException {
    return read("openvswitch/vswitch.ovsschema");
  }

  static Json ovnNorthbound() throws IOException {
    return read("ovn/ovn-nb.ovsschema");
  }

  static Json ovnSouthbound() throws IOException {
    return read("ovn/ovn-sb.ovsschema");
  }

  private static Json read(String file) throws IOException {
    return JsonReader.parse(Files.readString(Path.of("/usr/share", file)));
  }
}
