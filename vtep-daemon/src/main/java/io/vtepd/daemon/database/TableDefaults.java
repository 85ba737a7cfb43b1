package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The defaults of a table's columns, and which of them the columns' own types do not allow. */
final class TableDefaults {

  private final Row row;
  private final Map<ColumnSchema, OvsdbError> violations = new LinkedHashMap<>();

  TableDefaults(TableSchema table) {
    this.row = Row.ofDefaults(table, Uuid.ZERO, Uuid.ZERO);
    for (ColumnSchema column : table.columns()) {
      column
          .type()
          .check(row.get(column))
          .ifPresent(error ->
              violations.put(
                  column,
                  OvsdbError.of(
                      error.tag(),
                      "default of column "
                          + column.name()
                          + " in table "
                          + table
                          + ": "
                          + error.details())));
    }
  }

  Row row(Set<ColumnSchema> given) throws OvsdbException {
    if (!violations.isEmpty()) {
      for (Map.Entry<ColumnSchema, OvsdbError> violation : violations.entrySet()) {
        if (!given.contains(violation.getKey())) {
          throw violation.getValue().asException();
        }
      }
    }
    return row;
  }
}
