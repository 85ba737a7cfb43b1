package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.value.Datum;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values for some columns of a row that is to be written. */
public final class RowValues {

  private final Map<ColumnSchema, Datum> values = new LinkedHashMap<>();

  /** Sets a column; the last value counts. */
  public <T> RowValues set(VtepColumn<T> column, T value) {
    values.put(column.schema(), column.format(value));
    return this;
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  Map<ColumnSchema, Datum> toMap() {
    return Map.copyOf(values);
  }
}
