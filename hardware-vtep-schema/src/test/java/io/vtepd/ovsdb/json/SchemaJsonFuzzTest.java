package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;

/** Any JSON is a schema that survives being printed, or is refused with an error. */
class SchemaJsonFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void whatIsTakenPrintsAsItself(byte[] input) throws Exception {
    DatabaseSchema schema;
    try {
      schema = SchemaJson.parse(FuzzJson.parse(input));
    } catch (JsonSyntaxException | OvsdbException e) {
      assertThat(e).hasMessageMatching("(?s).+");
      return;
    }
    Json printed = SchemaPrinter.print(schema);
    assertThat(SchemaPrinter.print(SchemaJson.parse(printed))).isEqualTo(printed);
  }
}
