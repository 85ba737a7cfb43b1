package io.vtepd.ovsdb.json;

import java.nio.charset.StandardCharsets;

/** A fuzzer's bytes as JSON. */
final class FuzzJson {

  private FuzzJson() {}

  static Json parse(byte[] input) throws JsonSyntaxException {
    return JsonReader.parse(new String(input, StandardCharsets.UTF_8));
  }
}
