package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/**
 * A row of {@code Arp_Sources_Local}. A MAC that this VTEP sends ARP requests from on behalf of
 * routers.
 */
public record ArpSourcesLocal(Row row, ArpSources.Columns columns) implements ArpSources {

  /** {@code Arp_Sources_Local} in one database schema. */
  public record Table(TableSchema schema, ArpSources.Columns columns)
      implements VtepTable<ArpSourcesLocal> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.ARP_SOURCES_LOCAL);
      return new Table(table, ArpSources.Columns.of(table));
    }

    @Override
    public ArpSourcesLocal view(Row row) {
      return new ArpSourcesLocal(row, columns);
    }
  }
}
