package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/** A row of {@code Ucast_Macs_Local}. A station behind this VTEP. Written by the switch. */
public record UcastMacsLocal(Row row, UcastMacs.Columns columns) implements UcastMacs {

  /** {@code Ucast_Macs_Local} in one database schema. */
  public record Table(TableSchema schema, UcastMacs.Columns columns)
      implements VtepTable<UcastMacsLocal> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.UCAST_MACS_LOCAL);
      return new Table(table, UcastMacs.Columns.of(table));
    }

    @Override
    public UcastMacsLocal view(Row row) {
      return new UcastMacsLocal(row, columns);
    }
  }
}
