package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.monitor.RowUpdate;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableUpdatesJsonTest {

  private static final Uuid ID = new Uuid(0, 1);
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

  private Snapshot learn(Snapshot known, UpdateFormat format, String update) throws Exception {
    Json json = JsonReader.parse((ROW + update + "}}").replace('\'', '"'));
    return known.apply(TableUpdatesJson.changes(known, format, json));
  }

  private static Datum pair(Snapshot known) {
    TableSchema table = known.schema().requireTable("T");
    return known.row(table, ID).orElseThrow().get(table.requireColumn("pair"));
  }

  @Test
  void followsWholeRows() throws Exception {
    Snapshot known = Snapshot.empty(schema);
    known = learn(known, UpdateFormat.OLD_AND_NEW, "{'new':{'pair':['set',[1,2]]}}");
    known = learn(known, UpdateFormat.OLD_AND_NEW, "{'old':{'pair':1},'new':{'pair':3}}");
    assertThat(pair(known)).isEqualTo(new IntegerAtom(3));
    known = learn(known, UpdateFormat.OLD_AND_NEW, "{'old':{'pair':3}}");
    assertThat(known.row(schema.requireTable("T"), ID)).isEmpty();
  }

  @Test
  void followsDifferences() throws Exception {
    Snapshot known = learn(Snapshot.empty(schema), UpdateFormat.DIFFERENCES, "{'initial':{}}");
    assertThat(pair(known)).as("what is left out has its default").isEqualTo(Datum.emptySet());
    known = learn(known, UpdateFormat.DIFFERENCES, "{'modify':{'pair':['set',[1,2]]}}");
    known = learn(known, UpdateFormat.DIFFERENCES, "{'modify':{'pair':['set',[1,2,3,4]]}}");
    assertThat(pair(known)).isEqualTo(Datum.set(List.of(new IntegerAtom(3), new IntegerAtom(4))));
    known = learn(known, UpdateFormat.DIFFERENCES, "{'delete':null}");
    assertThat(known.row(schema.requireTable("T"), ID)).isEmpty();
  }

  @Test
  void tellsNothingWhenNothingChanged() throws Exception {
    Snapshot known =
        learn(Snapshot.empty(schema), UpdateFormat.DIFFERENCES, "{'insert':{'pair':1}}");
    Json same = JsonReader.parse((ROW + "{'modify':{}}}}").replace('\'', '"'));
    assertThat(TableUpdatesJson.changes(known, UpdateFormat.DIFFERENCES, same).changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'delete':null}", "{'modify':{'pair':1}}"})
  void refusesChangesOfRowsThatAreNotThere(String update) {
    assertThatThrownBy(() -> learn(Snapshot.empty(schema), UpdateFormat.DIFFERENCES, update))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContaining("not there");
  }
}
