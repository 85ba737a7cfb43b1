package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import java.util.ArrayList;
import java.util.List;

/** The values of some columns, in the columns' order. */
public record IndexKey(List<Datum> values) {

  public IndexKey {
    values = List.copyOf(values);
  }

  /** What the row holds in those columns. */
  public static IndexKey of(Row row, List<ColumnSchema> columns) {
    List<Datum> values = new ArrayList<>(columns.size());
    for (ColumnSchema column : columns) {
      values.add(row.get(column));
    }
    return new IndexKey(values);
  }
}
