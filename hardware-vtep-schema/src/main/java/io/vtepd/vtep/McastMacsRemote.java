package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/** A row of {@code Mcast_Macs_Remote}. Where frames to a group go. Written by controllers. */
public record McastMacsRemote(Row row, McastMacs.Columns columns) implements McastMacs {

  /** {@code Mcast_Macs_Remote} in one database schema. */
  public record Table(TableSchema schema, McastMacs.Columns columns)
      implements VtepTable<McastMacsRemote> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.MCAST_MACS_REMOTE);
      return new Table(table, McastMacs.Columns.of(table));
    }

    @Override
    public McastMacsRemote view(Row row) {
      return new McastMacsRemote(row, columns);
    }
  }
}
