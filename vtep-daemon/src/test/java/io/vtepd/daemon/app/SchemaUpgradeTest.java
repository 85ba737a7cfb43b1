package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.storage.DamagePolicy;
import io.vtepd.daemon.storage.DatabaseFile;
import io.vtepd.daemon.storage.OpenDatabase;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.HardwareVtepSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaUpgradeTest {

  private static final String OLD =
      """
      {"name": "hardware_vtep", "version": "1.2.0", "tables": {
        "Logical_Switch": {"isRoot": true, "columns": {
          "name": {"type": "string"},
          "tunnel_key": {"type": {"key": "integer", "min": 0, "max": 1}}}}}}
      """;

  @TempDir Path directory;

  private static DatabaseSchema parse(String text) {
    try {
      return SchemaJson.parse(JsonReader.parse(text));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Path fileOf(String schema) throws IOException {
    Path file = directory.resolve("vtep.db");
    DatabaseFile.create(file, parse(schema));
    OpenDatabase opened = open(file);
    TableSchema switches = opened.contents().schema().requireTable("Logical_Switch");
    Row row =
        Row.ofDefaults(switches, new Uuid(1, 1), new Uuid(2, 2))
            .with(switches.requireColumn("name"), new StringAtom("ls0"));
    opened.log().append(new ChangeSet(List.of(RowChange.insert(switches, row))), List.of(), 1);
    opened.log().close();
    return file;
  }

  private static OpenDatabase open(Path file) throws IOException {
    return DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1));
  }

  /** Opens the file as the appliance does, and gives what it serves. */
  private static DatabaseSchema upgrade(Path file) throws Exception {
    OpenDatabase opened = open(file);
    try {
      HostedDatabase hosted =
          SchemaUpgrade.apply(
              file,
              new HostedDatabase(Database.load(opened.contents()), opened.log()),
              HardwareVtepSchema.load(),
              new VtepSchemaRule());
      return hosted.database().schema();
    } finally {
      opened.log().close();
    }
  }

  @Test
  void olderSchemaIsConvertedAfterABackup() throws Exception {
    Path file = fileOf(OLD);
    byte[] before = Files.readAllBytes(file);
    assertThat(upgrade(file).version()).isEqualTo("1.7.0");
    assertThat(directory.resolve("vtep.db.backup-1.2.0")).hasBinaryContent(before);
    OpenDatabase again = open(file);
    TableSchema switches = again.contents().schema().requireTable("Logical_Switch");
    assertThat(
            again
                .contents()
                .row(switches, new Uuid(1, 1))
                .orElseThrow()
                .get(switches.requireColumn("name")))
        .isEqualTo(new StringAtom("ls0"));
    assertThat(again.contents().schema().table("ACL")).isPresent();
    again.log().close();
  }

  @Test
  void newerSchemaThatHasAllIsServedAsItIs() throws Exception {
    Path file =
        fileOf(
            HardwareVtepSchema.text()
                .replace("\"version\": \"1.7.0\"", "\"version\": \"1.10.0\"")
                .replace(
                    "\"tables\": {",
                    "\"tables\": {\"New\": {\"columns\": {\"x\": {\"type\": \"string\"}}},"));
    assertThat(upgrade(file).version()).isEqualTo("1.10.0");
    assertThat(directory.resolve("vtep.db.backup-1.10.0")).doesNotExist();
  }

  @Test
  void newerSchemaThatLacksSomethingIsRefused() throws Exception {
    Path file = fileOf(OLD.replace("1.2.0", "2.0.0"));
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> upgrade(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("hardware_vtep 2.0.0 lacks some: no table Global")
        .hasMessageContaining("ovsdb-tool convert");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void olderSchemaThatDoesNotFitIsRefused() throws Exception {
    Path file =
        fileOf(
            OLD.replace(
                "\"tunnel_key\": {\"type\": {\"key\": \"integer\", \"min\": 0, \"max\": 1}}",
                "\"tunnel_key\": {\"type\": \"string\"}"));
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> upgrade(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("does not fit hardware_vtep 1.7.0")
        .hasMessageContaining("column tunnel_key");
    assertThat(file).hasBinaryContent(before);
    assertThat(directory.resolve("vtep.db.backup-1.2.0")).doesNotExist();
  }
}
