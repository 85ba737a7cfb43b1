package io.vtepd.vtep;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.json.SchemaPrinter;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HardwareVtepSchemaTest {

  /** Where the package openvswitch-vtep puts the reference's schema. */
  private static final Path REFERENCE = Path.of("/usr/share/openvswitch/vtep.ovsschema");

  @Test
  void isVersion170WithAllTables() {
    DatabaseSchema schema = HardwareVtepSchema.load();

    assertThat(schema.name()).isEqualTo(HardwareVtepSchema.DATABASE);
    assertThat(schema.version()).isEqualTo("1.7.0");
    assertThat(schema.tables()).hasSize(18);
    assertThat(schema.tables().stream().filter(TableSchema::isRoot).map(TableSchema::name))
        .containsExactlyInAnyOrder(
            TableName.GLOBAL,
            TableName.LOGICAL_SWITCH,
            TableName.LOGICAL_ROUTER,
            TableName.UCAST_MACS_LOCAL,
            TableName.UCAST_MACS_REMOTE,
            TableName.MCAST_MACS_LOCAL,
            TableName.MCAST_MACS_REMOTE,
            TableName.ARP_SOURCES_LOCAL,
            TableName.ARP_SOURCES_REMOTE,
            TableName.ACL,
            TableName.ACL_ENTRY);
  }

  @Test
  void eachLoadIsASchemaOfItsOwn() {
    assertThat(HardwareVtepSchema.load().tables()).isNotEqualTo(HardwareVtepSchema.load().tables());
  }

  @Test
  void survivesPrintingAndParsing() throws Exception {
    DatabaseSchema schema = HardwareVtepSchema.load();

    DatabaseSchema again = SchemaJson.parse(SchemaPrinter.print(schema));

    assertThat(text(again)).isEqualTo(text(schema));
  }

  @Test
  @Tag("system")
  void saysWhatTheReferenceSchemaSays() throws Exception {
    DatabaseSchema reference = SchemaJson.parse(JsonReader.parse(Files.readString(REFERENCE)));

    assertThat(text(HardwareVtepSchema.load())).isEqualTo(text(reference));
  }

  /** An unrelated program reads our text, and finds every column that the reference names. */
  @Test
  @Tag("system")
  void isReadByTheReferenceTool() throws Exception {
    Path file = Files.createTempFile("hardware_vtep", ".ovsschema");
    try {
      Files.writeString(file, HardwareVtepSchema.text());

      assertThat(run("ovsdb-tool", "schema-version", file.toString())).isEqualTo("1.7.0\n");
      assertThat(run("ovsdb-tool", "schema-cksum", file.toString()))
          .isEqualTo(run("ovsdb-tool", "schema-cksum", REFERENCE.toString()));
    } finally {
      Files.delete(file);
    }
  }

  /** What get_schema answers, without the order in which a file lists things. */
  private static String text(DatabaseSchema schema) {
    return SchemaPrinter.print(schema).toText();
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
