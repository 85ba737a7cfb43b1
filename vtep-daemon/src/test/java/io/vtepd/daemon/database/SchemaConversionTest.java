package io.vtepd.daemon.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchemaConversionTest {

  private static final String BEFORE =
      """
      {"name": "D", "tables": {
        "Dropped": {"isRoot": true, "columns": {"x": {"type": "integer"}}},
        "Kept": {"isRoot": true, "columns": {
          "dropped": {"type": "string"},
          "name": {"type": "string"},
          "number": {"type": "integer"},
          "children": {"type":
            {"key": {"type": "uuid", "refTable": "Child"}, "min": 0, "max": "unlimited"}}}},
        "Child": {"columns": {"name": {"type": "string"}}}}}
      """;

  private final DatabaseSchema schema = parse(BEFORE);
  private final TableSchema kept = schema.requireTable("Kept");
  private final TableSchema child = schema.requireTable("Child");
  private Snapshot contents = Snapshot.empty(schema);

  private static DatabaseSchema parse(String text) {
    try {
      return SchemaJson.parse(JsonReader.parse(text));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void add(TableSchema table, Row row) {
    contents = contents.with(table, contents.rows(table).with(row));
  }

  private void addKept(long uuid, String name, long number) {
    add(
        kept,
        Row.ofDefaults(kept, new Uuid(1, uuid), new Uuid(2, uuid))
            .with(kept.requireColumn("name"), new StringAtom(name))
            .with(kept.requireColumn("number"), new IntegerAtom(number)));
  }

  private Snapshot convert(String after) throws OvsdbException {
    return SchemaConversion.convert(contents, parse(after), new Random(1)).snapshot();
  }

  private static Datum get(Snapshot snapshot, String table, long uuid, String column) {
    TableSchema in = snapshot.schema().requireTable(table);
    return snapshot.row(in, new Uuid(1, uuid)).orElseThrow().get(in.requireColumn(column));
  }

  @Test
  void keepsWhatFitsAndDropsTheRest() throws Exception {
    addKept(1, "a", 7);
    TableSchema dropped = schema.requireTable("Dropped");
    add(dropped, Row.ofDefaults(dropped, new Uuid(1, 9), new Uuid(2, 9)));
    Snapshot after =
        convert(
            """
            {"name": "D", "tables": {
              "Added": {"columns": {"x": {"type": "integer"}}},
              "Kept": {"columns": {
                "name": {"type": "string"},
                "number": {"type": {"key": "real", "min": 0, "max": 1}},
                "added": {"type": {"key": "string", "value": "integer", "min": 0, "max": 5}},
                "enum": {"type": {"key": {"type": "string", "enum": ["set", ["x", "y"]]}}}}}}}
            """);
    assertThat(get(after, "Kept", 1, "name")).isEqualTo(new StringAtom("a"));
    assertThat(get(after, "Kept", 1, "number")).hasToString("7.0");
    assertThat(get(after, "Kept", 1, "added").isEmpty()).isTrue();
    // As with the original, the default of a new column need not be allowed there.
    assertThat(get(after, "Kept", 1, "enum")).isEqualTo(new StringAtom(""));
    assertThat(after.schema().table("Dropped")).isEmpty();
    assertThat(after.rows(after.schema().requireTable("Added")).size()).isZero();
  }

  @Test
  void givesRowsOtherVersions() throws Exception {
    addKept(1, "a", 7);
    assertThat(get(convert(BEFORE), "Kept", 1, "_version")).isNotEqualTo(new Uuid(2, 1));
  }

  @Test
  void rowsThatNothingKeepsGo() throws Exception {
    add(child, Row.ofDefaults(child, new Uuid(1, 5), new Uuid(2, 5)));
    add(
        kept,
        Row.ofDefaults(kept, new Uuid(1, 1), new Uuid(2, 1))
            .with(kept.requireColumn("children"), Datum.set(List.of(new Uuid(1, 5)))));
    Snapshot same = convert(BEFORE);
    assertThat(same.rows(same.schema().requireTable("Child")).size()).isEqualTo(1);
    Snapshot after =
        convert(
            """
            {"name": "D", "tables": {
              "Kept": {"isRoot": true, "columns": {"name": {"type": "string"}}},
              "Child": {"columns": {"name": {"type": "string"}}}}}
            """);
    assertThat(after.rows(after.schema().requireTable("Child")).size()).isZero();
  }

  @Test
  void rowsThatGoDoNotCountForTheirTablesLimit() throws Exception {
    addKept(1, "a", 7);
    addKept(2, "b", 7);
    Snapshot after =
        convert(
            """
            {"name": "D", "tables": {
              "Kept": {"maxRows": 1, "columns": {"name": {"type": "string"}}},
              "Root": {"isRoot": true, "columns": {"x": {"type": "string"}}}}}
            """);
    assertThat(after.rows(after.schema().requireTable("Kept")).isEmpty()).isTrue();
  }

  @Test
  void rowsThatGoMayHaveTheSameValuesInAnIndex() throws Exception {
    addKept(1, "a", 7);
    addKept(2, "a", 7);
    Snapshot after =
        convert(
            """
            {"name": "D", "tables": {
              "Kept": {"columns": {"name": {"type": "string"}}, "indexes": [["name"]]},
              "Root": {"isRoot": true, "columns": {"x": {"type": "string"}}}}}
            """);
    assertThat(after.rows(after.schema().requireTable("Kept")).isEmpty()).isTrue();
  }

  private static String keptWith(String column, String more) {
    return "{\"name\": \"D\", \"tables\": {\"Kept\": {\"columns\": {" + column + "}" + more + "}}}";
  }

  @Test
  void refusesWhatDoesNotFitAndSaysWhere() {
    addKept(1, "a", 7);
    assertThatThrownBy(() -> convert(keptWith("\"name\": {\"type\": \"integer\"}", "")))
        .hasMessageContaining("Table Kept column name row " + new Uuid(1, 1))
        .hasMessageContaining("syntax error");
    assertThatThrownBy(() ->
            convert(
                keptWith(
                    "\"number\": {\"type\": {\"key\": {\"type\": \"integer\", \"maxInteger\": 6}}}",
                    "")))
        .hasMessageContaining("constraint violation");
  }

  @Test
  void refusesWhatTheOtherSchemaForbids() {
    addKept(1, "a", 7);
    addKept(2, "a", 8);
    assertThatThrownBy(
            () -> convert(keptWith("\"name\": {\"type\": \"string\"}", ", \"maxRows\": 1")))
        .hasMessageContaining("constraint violation");
    assertThatThrownBy(() ->
            convert(keptWith("\"name\": {\"type\": \"string\"}", ", \"indexes\": [[\"name\"]]")))
        .hasMessageContaining("identical values");
  }

  @Test
  void refusesStrongReferencesToRowsThatAreGone() {
    add(child, Row.ofDefaults(child, new Uuid(1, 5), new Uuid(2, 5)));
    add(
        kept,
        Row.ofDefaults(kept, new Uuid(1, 1), new Uuid(2, 1))
            .with(kept.requireColumn("children"), Datum.set(List.of(new Uuid(1, 5)))));
    assertThatThrownBy(() ->
            convert(
                """
                {"name": "D", "tables": {
                  "Kept": {"isRoot": true, "columns": {"children": {"type":
                    {"key": {"type": "uuid", "refTable": "Toy"}, "min": 0, "max": 9}}}},
                  "Toy": {"columns": {"name": {"type": "string"}}}}}
                """))
        .hasMessageContaining("referential integrity violation");
  }
}
