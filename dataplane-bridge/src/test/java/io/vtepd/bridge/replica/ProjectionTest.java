package io.vtepd.bridge.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectionTest {

  private static DatabaseSchema schema(String columnsOfT) throws Exception {
    return SchemaJson.parse(
        JsonReader.parse(
            "{\"name\":\"db\",\"tables\":{\"S\":{\"columns\":{\"x\":{\"type\":\"integer\"}}},"
                + "\"T\":{\"columns\":{"
                + columnsOfT
                + "}}}}"));
  }

  private static final String AB = "\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"integer\"}";
  private static final Selection B = new Selection.Columns("db", Map.of("T", Set.of("b")));

  @Test
  void keepsTheSelectedColumnsAlone() throws Exception {
    DatabaseSchema projected = Projection.of(B, schema(AB), Optional.empty()).schema();
    assertThat(projected.tables()).extracting(TableSchema::name).containsExactly("T");
    assertThat(projected.requireTable("T").columns()).hasSize(1);
    assertThat(projected.requireTable("T").requireColumn("b").index()).isZero();
  }

  @Test
  void keepsTheKnownSchemaWhileNothingThatMattersChanges() throws Exception {
    DatabaseSchema first = Projection.of(B, schema(AB), Optional.empty()).schema();
    DatabaseSchema same =
        Projection.of(B, schema(AB + ",\"c\":{\"type\":\"real\"}"), Optional.of(first)).schema();
    assertThat(same).isSameAs(first);
    DatabaseSchema other =
        Projection.of(B, schema("\"b\":{\"type\":\"real\"}"), Optional.of(first)).schema();
    assertThat(other).isNotSameAs(first);
  }

  @Test
  void refusesADatabaseWithoutASelectedColumn() throws Exception {
    DatabaseSchema without = schema("\"a\":{\"type\":\"string\"}");
    assertThatThrownBy(() -> Projection.of(B, without, Optional.empty()))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContaining("column b in table T");
  }

  @Test
  void takesTheReadersOwnSchemaAndAsksForWhatTheServerHas() throws Exception {
    DatabaseSchema ours = schema(AB);
    Projection projection =
        Projection.of(
            new Selection.Whole(ours), schema("\"a\":{\"type\":\"string\"}"), Optional.empty());
    assertThat(projection.schema()).isSameAs(ours);
    assertThat(projection.monitored().get(ours.requireTable("T")))
        .containsExactly(ours.requireTable("T").requireColumn("a"));
  }

  @Test
  void refusesAColumnOfAnotherType() throws Exception {
    DatabaseSchema other = schema("\"a\":{\"type\":\"integer\"}");
    Selection whole = new Selection.Whole(schema(AB));
    assertThatThrownBy(() -> Projection.of(whole, other, Optional.empty()))
        .isInstanceOf(OvsdbException.class)
        .hasMessageContaining("types column a of table T otherwise");
  }
}
