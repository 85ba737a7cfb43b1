package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.monitor.MonitorSelect;
import io.vtepd.ovsdb.monitor.MonitorShape;
import io.vtepd.ovsdb.monitor.MonitoredTable;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import org.junit.jupiter.api.Test;

class MonitorRequestJsonTest {

  private final DatabaseSchema schema = schema();

  private static DatabaseSchema schema() {
    try {
      return SchemaJson.parse(
          JsonReader.parse(
              """
              {"name": "db", "tables": {
                "T": {"columns": {"a": {"type": "string"}, "b": {"type": "integer"}}},
                "U": {"columns": {"c": {"type": "string"}}}}}
              """));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new AssertionError(e);
    }
  }

  private MonitorShape parse(String requests) throws Exception {
    return MonitorRequestJson.parse(
        schema, UpdateFormat.DIFFERENCES, JsonReader.parse(requests.replace('\'', '"')), true);
  }

  private static String write(MonitorShape shape) {
    JsonWriter out = new JsonWriter();
    MonitorRequestJson.write(out, shape);
    return out.toString().replace('"', '\'');
  }

  @Test
  void takesObjectOrArrayOfRequests() throws Exception {
    assertThat(parse("{'T':{'columns':['a']}}")).isEqualTo(parse("{'T':[{'columns':['a']}]}"));
  }

  @Test
  void orderOfTablesAndColumnsDoesNotMatter() throws Exception {
    assertThat(parse("{'U':{},'T':{'columns':['b','a']}}"))
        .isEqualTo(parse("{'T':{'columns':['a','b']},'U':{}}"));
  }

  @Test
  void watchesAllButUuidWithoutColumns() throws Exception {
    MonitoredTable table = parse("{'T':{}}").tables().getFirst();
    assertThat(table.columns().stream().map(column -> column.column().name()))
        .containsExactlyInAnyOrder("a", "b", "_version");
  }

  @Test
  void rowsOfSeveralRequestsAreJoined() throws Exception {
    MonitoredTable table =
        parse(
                "{'T':[{'columns':['a'],'where':[['b','==',1]]},"
                    + "{'columns':['b'],'where':[['b','==',2]]}]}")
            .tables()
            .getFirst();
    assertThat(table.where().clauses()).hasSize(2);
    assertThat(
            parse("{'T':[{'columns':['a'],'where':[['b','==',1]]},{'columns':['b']}]}")
                .tables()
                .getFirst()
                .where()
                .clauses())
        .isEmpty();
  }

  @Test
  void requestWithoutColumnsOrRequestsWatchesNothing() throws Exception {
    assertThat(parse("{'T':[]}").tables().getFirst().kinds().or(MonitorSelect.ALL))
        .isEqualTo(MonitorSelect.ALL);
    assertThat(parse("{'T':[]}").tables().getFirst().kinds().insert()).isFalse();
    assertThat(parse("{'T':{'columns':[]}}").tables().getFirst().kinds().insert()).isTrue();
  }

  @Test
  void writesWhatItParsed() throws Exception {
    String requests =
        "{'T':[{'columns':['a'],'select':{'initial':false,'insert':true,'delete':true,"
            + "'modify':true},'where':[['b','>',5],true]},{'columns':['b'],'where':"
            + "[['b','>',5],true]}],'U':[{'columns':[]}]}";
    MonitorShape shape = parse(requests);
    assertThat(write(shape))
        .isEqualTo(
            requests.replace(
                "'where':[['b','>',5],true]", "'where':[['b','>',5],true,['b','>',5],true]"));
  }

  @Test
  void changesConditionsOfNamedTablesAlone() throws Exception {
    MonitorShape shape = parse("{'T':{'where':[false]},'U':{'where':[false]}}");
    MonitorShape changed =
        MonitorRequestJson.parseChange(
            schema, shape, JsonReader.parse("{\"U\":[{\"where\":[]}],\"T\":[{}]}"));
    assertThat(changed).isEqualTo(parse("{'T':{'where':[false]},'U':{}}"));
  }

  @Test
  void plainMonitorHasNoConditionsToChange() throws Exception {
    Json requests = JsonReader.parse("{\"T\":{}}");
    MonitorShape plain =
        MonitorRequestJson.parse(schema, UpdateFormat.OLD_AND_NEW, requests, false);
    Json change = JsonReader.parse("{\"T\":[{\"where\":[false]}]}");
    assertThat(MonitorRequestJson.parseChange(schema, plain, change)).isEqualTo(plain);
  }

  @Test
  void changeOfATableMustBeAnArray() throws Exception {
    MonitorShape shape = parse("{'T':{}}");
    Json change = JsonReader.parse("{\"T\":{\"where\":[false]}}");
    assertThatThrownBy(() -> MonitorRequestJson.parseChange(schema, shape, change))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContaining("array of requests expected");
  }

  @Test
  void refusesConditionsOfPlainMonitors() {
    assertThatThrownBy(() ->
            MonitorRequestJson.parse(
                schema,
                UpdateFormat.OLD_AND_NEW,
                JsonReader.parse("{\"T\":{\"where\":[]}}"),
                false))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContaining("'where' is present but not allowed");
  }
}
