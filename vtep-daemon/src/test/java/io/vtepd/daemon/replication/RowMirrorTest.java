package io.vtepd.daemon.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowMirrorTest {

  private static final String ONE = "00000000-0000-4000-8000-000000000001";
  private static final String TWO = "00000000-0000-4000-8000-000000000002";

  private final DatabaseSchema schema =
      schema("'n':{'type':'integer'},'fixed':{'type':'integer','mutable':false}");
  private final TableSchema table = schema.requireTable("T");

  private static Json json(String text) {
    try {
      return JsonReader.parse(text.replace('\'', '"'));
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static DatabaseSchema schema(String columns) {
    String tables = "{'T':{'columns':{" + columns + "}},'Own':{'columns':{'x':{'type':'real'}}}}";
    try {
      return SchemaJson.parse(json("{'name':'db','tables':" + tables + "}"));
    } catch (OvsdbException e) {
      throw new IllegalArgumentException(columns, e);
    }
  }

  private static RowMirror mirror(DatabaseSchema own, DatabaseSchema active, String excluded)
      throws OvsdbException {
    return new RowMirror(CopiedTables.of(own, active, ExcludedTables.parse(excluded)));
  }

  private RowMirror mirror() throws OvsdbException {
    return mirror(schema, schema, "");
  }

  private Snapshot rows(TableSchema of, String... uuids) {
    List<RowChange> inserted =
        List.of(uuids).stream()
            .map(uuid -> RowChange.insert(of, Row.ofDefaults(of, Uuid.of(uuid), Uuid.ZERO)))
            .toList();
    return Snapshot.empty(schema).apply(new ChangeSet(inserted));
  }

  private static Json told(String uuid, String update) {
    return json("{'T':{'" + uuid + "':" + update + "}}");
  }

  @Test
  void onlyWhatDiffersIsWritten() throws Exception {
    List<List<Operation>> same =
        mirror().makeEqual(rows(table, ONE), told(ONE, "{'new':{'n':0,'fixed':0}}"));
    assertThat(same).containsExactly(List.of());

    List<List<Operation>> other =
        mirror().makeEqual(rows(table, ONE, TWO), told(ONE, "{'new':{'n':7,'fixed':0}}"));
    assertThat(other).hasSize(1);
    assertThat(other.getFirst())
        .hasSize(2)
        .anySatisfy(operation ->
            assertThat(operation)
                .isInstanceOfSatisfying(
                    Operation.Update.class,
                    it ->
                        assertThat(it.values())
                            .isEqualTo(Map.of(table.requireColumn("n"), new IntegerAtom(7)))))
        .anyMatch(Operation.Delete.class::isInstance);
  }

  @Test
  void rowsThatMayNotBeChangedAreMadeAnewAfterAllWereDeleted() throws Exception {
    List<List<Operation>> two =
        mirror().makeEqual(rows(table, ONE), told(ONE, "{'new':{'n':0,'fixed':1}}"));
    assertThat(two).hasSize(2);
    assertThat(two.getFirst()).singleElement().isInstanceOf(Operation.Delete.class);
    assertThat(two.getLast()).singleElement().isInstanceOf(Operation.Insert.class);
  }

  @Test
  void tablesThatTheActiveLacksAreEmptiedAndExcludedOnesStay() throws Exception {
    DatabaseSchema active = new DatabaseSchema("db", "", "", List.of());
    Snapshot ours = rows(table, ONE);
    assertThat(mirror(schema, active, "").makeEqual(ours, json("{}")).getFirst())
        .singleElement()
        .isInstanceOf(Operation.Delete.class);
    assertThat(mirror(schema, active, "db:T").makeEqual(ours, json("{}")))
        .containsExactly(List.of());
  }

  @Test
  void anUpdateBecomesOneOperationARow() throws Exception {
    RowMirror mirror = mirror();
    assertThat(mirror.follow(told(ONE, "{'new':{'n':1,'fixed':2}}")))
        .singleElement()
        .isInstanceOfSatisfying(
            Operation.Insert.class, it -> assertThat(it.uuid()).isEqualTo(Uuid.of(ONE)));
    assertThat(mirror.follow(told(ONE, "{'old':{'n':1},'new':{'n':3,'fixed':2}}")))
        .singleElement()
        .isInstanceOfSatisfying(
            Operation.Update.class,
            it -> assertThat(it.values().keySet()).containsExactly(table.requireColumn("n")));
    assertThat(mirror.follow(told(ONE, "{'old':{'n':3,'fixed':2}}")))
        .singleElement()
        .isInstanceOf(Operation.Delete.class);
  }

  @Test
  void whatWasNotAskedForIsAnError() throws Exception {
    RowMirror mirror = mirror(schema, schema, "db:T");
    assertThatThrownBy(() -> mirror.follow(told(ONE, "{'new':{'n':1}}")))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContaining("not asked for");
  }

  @Test
  void aBackupMayHaveMoreThanItsActiveButNotLess() throws Exception {
    DatabaseSchema less = schema("'n':{'type':'integer'}");
    assertThat(mirror(schema, less, "").copied().monitorRequests().toText())
        .contains("\"T\":{\"columns\":[\"n\"]}");
    assertThatThrownBy(() -> mirror(less, schema, ""))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContaining("no column fixed");
    assertThat(mirror(less, schema, "db:T").copied().columns()).hasSize(1);
  }
}
