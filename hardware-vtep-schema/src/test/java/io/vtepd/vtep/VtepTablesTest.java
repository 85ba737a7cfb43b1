package io.vtepd.vtep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VtepTablesTest {

  @Test
  void viewsCoverEveryColumnOfEveryTable() throws Exception {
    DatabaseSchema schema = HardwareVtepSchema.load();
    Set<String> viewed = new HashSet<>();
    for (VtepTable<?> table : tables(VtepTables.of(schema))) {
      for (VtepColumn<?> column : columns(table)) {
        viewed.add(table.schema().name() + "." + column.schema().name());
      }
    }

    Set<String> expected = new HashSet<>();
    for (TableSchema table : schema.tables()) {
      table.columns().forEach(column -> expected.add(table.name() + "." + column.name()));
    }
    assertThat(viewed).isEqualTo(expected);
  }

  @Test
  void aMissingColumnIsNamed() throws Exception {
    DatabaseSchema older = schemaWith("\"other_config\"", "\"other_settings\"");

    assertThatThrownBy(() -> VtepTables.of(older))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no column other_config in Global");
  }

  @Test
  void aColumnOfAnotherTypeIsNamed() throws Exception {
    DatabaseSchema other =
        schemaWith("\"sequence\": {\"type\": \"integer\"}", "\"sequence\": {\"type\": \"string\"}");

    assertThatThrownBy(() -> VtepTables.of(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column sequence of ACL_entry");
  }

  private static DatabaseSchema schemaWith(String from, String to) throws Exception {
    return SchemaJson.parse(JsonReader.parse(HardwareVtepSchema.text().replace(from, to)));
  }

  private static List<VtepTable<?>> tables(VtepTables tables) throws Exception {
    List<VtepTable<?>> all = new ArrayList<>();
    for (RecordComponent component : VtepTables.class.getRecordComponents()) {
      all.add((VtepTable<?>) component.getAccessor().invoke(tables));
    }
    return all;
  }

  private static List<VtepColumn<?>> columns(Object columnsOrTable) throws Exception {
    List<VtepColumn<?>> all = new ArrayList<>();
    for (RecordComponent component : columnsOrTable.getClass().getRecordComponents()) {
      Object value = component.getAccessor().invoke(columnsOrTable);
      if (value instanceof VtepColumn<?> column) {
        all.add(column);
      } else if (value instanceof Record nested) {
        all.addAll(columns(nested));
      }
    }
    return all;
  }
}
