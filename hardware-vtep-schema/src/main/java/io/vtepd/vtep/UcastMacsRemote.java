package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/** A row of {@code Ucast_Macs_Remote}. A station behind another VTEP. Written by controllers. */
public record UcastMacsRemote(Row row, UcastMacs.Columns columns) implements UcastMacs {

  /** {@code Ucast_Macs_Remote} in one database schema. */
  public record Table(TableSchema schema, UcastMacs.Columns columns)
      implements VtepTable<UcastMacsRemote> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.UCAST_MACS_REMOTE);
      return new Table(table, UcastMacs.Columns.of(table));
    }

    @Override
    public UcastMacsRemote view(Row row) {
      return new UcastMacsRemote(row, columns);
    }
  }
}
