package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Map;

/**
 * A row of {@code Global}. The one row that everything hangs on; controllers take its UUID for the
 * appliance.
 */
public record Global(Row row, Table columns) implements VtepRow {

  /** {@code Global} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<List<Uuid>> managers,
      VtepColumn<List<Uuid>> switches,
      VtepColumn<Map<String, String>> otherConfig)
      implements VtepTable<Global> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.GLOBAL);
      return new Table(
          table,
          ColumnTypes.references(table, ColumnName.MANAGERS),
          ColumnTypes.references(table, ColumnName.SWITCHES),
          ColumnTypes.textMap(table, ColumnName.OTHER_CONFIG));
    }

    @Override
    public Global view(Row row) {
      return new Global(row, this);
    }
  }

  /** Rows of Manager. */
  public List<Uuid> managers() {
    return columns.managers().get(row);
  }

  /** Rows of Physical_Switch. */
  public List<Uuid> switches() {
    return columns.switches().get(row);
  }

  public Map<String, String> otherConfig() {
    return columns.otherConfig().get(row);
  }
}
