package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.monitor.RowUpdate;
import io.vtepd.ovsdb.monitor.RowUpdates;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableUpdatesJsonTest {

  private static final String ROW = "{'T':{'00000000-0000-0000-0000-000000000001':";

  private final DatabaseSchema schema = schema();

  private static DatabaseSchema schema() {
    try {
      return SchemaJson.parse(
          JsonReader.parse(
              """
              {"name": "db", "tables": {"T": {"columns": {
                "pair": {"type": {"key": "integer", "min": 0, "max": 2}}}}}}
              """));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new AssertionError(e);
    }
  }

  private List<RowUpdate> parse(UpdateFormat format, String text) throws Exception {
    return TableUpdatesJson.parse(schema, format, JsonReader.parse(text.replace('\'', '"')));
  }

  @Test
  void differenceMayHoldMoreElementsThanTheColumn() throws Exception {
    List<RowUpdate> updates =
        parse(UpdateFormat.DIFFERENCES, ROW + "{'modify':{'pair':['set',[1,2,3,4]]}}}}");
    assertThat(((RowUpdate.Differ) updates.getFirst()).differences().values())
        .singleElement()
        .satisfies(datum -> assertThat(datum.size()).isEqualTo(4));
  }

  @Test
  void nullValuesCountAsAbsent() throws Exception {
    assertThat(parse(UpdateFormat.OLD_AND_NEW, ROW + "{'old':{'pair':1},'new':null}}}").getFirst())
        .isInstanceOf(RowUpdate.Delete.class);
    assertThat(parse(UpdateFormat.OLD_AND_NEW, ROW + "{'old':{},'new':{'pair':1}}}}").getFirst())
        .isInstanceOf(RowUpdate.Put.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'Nope':{}}",
        "{'T':[]}",
        "{'T':{'1':{'delete':null}}}",
        ROW + "{}}}",
        ROW + "{'insert':{},'delete':null}}}",
        ROW + "{'frobnicate':{}}}}",
        ROW + "{'insert':{'nope':1}}}}",
        ROW + "{'insert':{'pair':'x'}}}}",
      })
  void refusesWhatIsNoUpdate(String text) {
    assertThatThrownBy(() -> parse(UpdateFormat.DIFFERENCES, text))
        .isInstanceOf(OvsdbException.class);
  }

  @Test
  void refusesChangesOfRowsThatAreNotThere() throws Exception {
    List<RowUpdate> updates = parse(UpdateFormat.DIFFERENCES, ROW + "{'delete':null}}}");
    assertThatThrownBy(() -> RowUpdates.changes(Snapshot.empty(schema), updates))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContaining("not there");
  }
}
