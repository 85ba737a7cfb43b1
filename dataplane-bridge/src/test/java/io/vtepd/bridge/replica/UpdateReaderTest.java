package io.vtepd.bridge.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateReaderTest {

  private static final String ROW = "00000000-0000-4000-8000-000000000001";

  private final UpdateReader reader = new UpdateReader();
  private final DatabaseSchema schema = schema();
  private final TableSchema table = schema.requireTable("T");
  private Snapshot snapshot = Snapshot.empty(schema);

  private static DatabaseSchema schema() {
    try {
      return SchemaJson.parse(
          JsonReader.parse(
              """
              {"name":"db","tables":{"T":{"columns":{
                "name":{"type":"string"},
                "tags":{"type":{"key":"integer","min":0,"max":"unlimited"}},
                "ids":{"type":{"key":"string","value":"string","min":0,"max":"unlimited"}}}}}}
              """));
    } catch (OvsdbException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ChangeSet read(boolean differences, String update) throws Exception {
    Json json = JsonReader.parse("{\"T\":{\"" + ROW + "\":" + update + "}}");
    ChangeSet changes = reader.read(json, snapshot, differences);
    snapshot = snapshot.apply(changes);
    return changes;
  }

  private Row row() {
    assertThat(snapshot.rows(table).size()).isEqualTo(1);
    return snapshot.row(table, Uuid.of(ROW)).orElseThrow();
  }

  private Datum value(String column) {
    return row().get(table.requireColumn(column));
  }

  @Test
  void readsUpdatesOfRfc7047() throws Exception {
    read(false, "{\"new\":{\"name\":\"a\",\"tags\":[\"set\",[1,2]],\"ids\":[\"map\",[]]}}");
    assertThat(value("name")).isEqualTo(new StringAtom("a"));
    read(
        false,
        "{\"old\":{\"tags\":[\"set\",[1,2]]},"
            + "\"new\":{\"name\":\"a\",\"tags\":3,\"ids\":[\"map\",[]]}}");
    assertThat(value("tags")).isEqualTo(new IntegerAtom(3));
    assertThat(read(false, "{\"old\":{\"name\":\"a\"}}").changes())
        .singleElement()
        .matches(change -> change.isDelete());
  }

  @Test
  void readsDifferences() throws Exception {
    read(true, "{\"initial\":{\"name\":\"a\",\"ids\":[\"map\",[[\"k\",\"1\"],[\"l\",\"2\"]]]}}");
    assertThat(value("tags")).as("what is left out has its default").isEqualTo(Datum.emptySet());
    read(true, "{\"modify\":{\"tags\":[\"set\",[5,6]],\"ids\":[\"map\",[[\"k\",\"1\"]]]}}");
    read(true, "{\"modify\":{\"tags\":[\"set\",[6,7]]}}");
    assertThat(value("tags")).isEqualTo(Datum.set(List.of(new IntegerAtom(5), new IntegerAtom(7))));
    assertThat(value("ids").size()).isEqualTo(1);
    read(true, "{\"delete\":null}");
    assertThat(snapshot.rows(table).isEmpty()).isTrue();
  }

  @Test
  void givesAChangedRowAnotherVersion() throws Exception {
    read(true, "{\"insert\":{\"name\":\"a\"}}");
    var before = row().version();
    read(true, "{\"modify\":{\"name\":\"b\"}}");
    assertThat(row().version()).isNotEqualTo(before);
  }

  @Test
  void tellsNothingWhenNothingChanged() throws Exception {
    read(true, "{\"insert\":{\"name\":\"a\"}}");
    assertThat(read(true, "{\"modify\":{\"name\":\"a\"}}").isEmpty()).isTrue();
  }

  @Test
  void refusesToModifyARowThatItDoesNotHave() {
    assertThatThrownBy(() -> read(true, "{\"modify\":{\"name\":\"a\"}}"))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContaining("unknown row");
  }
}
