package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/**
 * A row of {@code Mcast_Macs_Local}. A group that this VTEP wants frames for. Written by the
 * switch.
 */
public record McastMacsLocal(Row row, McastMacs.Columns columns) implements McastMacs {

  /** {@code Mcast_Macs_Local} in one database schema. */
  public record Table(TableSchema schema, McastMacs.Columns columns)
      implements VtepTable<McastMacsLocal> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.MCAST_MACS_LOCAL);
      return new Table(table, McastMacs.Columns.of(table));
    }

    @Override
    public McastMacsLocal view(Row row) {
      return new McastMacsLocal(row, columns);
    }
  }
}
