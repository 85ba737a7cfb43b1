package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/** A row of {@code Physical_Locator}. An end of a tunnel. */
public record PhysicalLocator(Row row, Table columns) implements VtepRow {

  /** The one encapsulation that vtep(5) defines. */
  public static final String VXLAN_OVER_IPV4 = "vxlan_over_ipv4";

  /** {@code Physical_Locator} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<String> encapsulationType,
      VtepColumn<IpField> dstIp,
      VtepColumn<TunnelKey> tunnelKey)
      implements VtepTable<PhysicalLocator> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.PHYSICAL_LOCATOR);
      return new Table(
          table,
          ColumnTypes.text(table, ColumnName.ENCAPSULATION_TYPE),
          ColumnTypes.ip(table, ColumnName.DST_IP),
          ColumnTypes.tunnelKey(table, ColumnName.TUNNEL_KEY));
    }

    @Override
    public PhysicalLocator view(Row row) {
      return new PhysicalLocator(row, this);
    }
  }

  /** {@link #VXLAN_OVER_IPV4}, the only one that there is. */
  public String encapsulationType() {
    return columns.encapsulationType().get(row);
  }

  public IpField dstIp() {
    return columns.dstIp().get(row);
  }

  /** The network, in the model of one key a locator. */
  public TunnelKey tunnelKey() {
    return columns.tunnelKey().get(row);
  }
}
