package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/** A table of hardware_vtep in one database schema, with the typed view of its rows. */
public interface VtepTable<V extends VtepRow> {

  /** The table's schema. */
  TableSchema schema();

  /** The view of a row of this table. */
  V view(Row row);
}
