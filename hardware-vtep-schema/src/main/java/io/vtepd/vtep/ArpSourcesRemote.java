package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/**
 * A row of {@code Arp_Sources_Remote}. A MAC that another VTEP sends ARP requests from on behalf of
 * routers.
 */
public record ArpSourcesRemote(Row row, ArpSources.Columns columns) implements ArpSources {

  /** {@code Arp_Sources_Remote} in one database schema. */
  public record Table(TableSchema schema, ArpSources.Columns columns)
      implements VtepTable<ArpSourcesRemote> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.ARP_SOURCES_REMOTE);
      return new Table(table, ArpSources.Columns.of(table));
    }

    @Override
    public ArpSourcesRemote view(Row row) {
      return new ArpSourcesRemote(row, columns);
    }
  }
}
