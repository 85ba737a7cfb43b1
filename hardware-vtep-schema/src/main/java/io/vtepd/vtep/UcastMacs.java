package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;

/**
 * A unicast MAC of a logical switch and the locator behind which it is: what Ucast_Macs_Local and
 * Ucast_Macs_Remote have in common.
 */
public sealed interface UcastMacs extends VtepRow permits UcastMacsLocal, UcastMacsRemote {

  MacField mac();

  /** A Logical_Switch. */
  Uuid logicalSwitch();

  /** A Physical_Locator. */
  Uuid locator();

  /** For ARP suppression. */
  IpField ipaddr();

  /** The columns of either table. */
  record Columns(
      TableSchema schema,
      VtepColumn<MacField> mac,
      VtepColumn<Uuid> logicalSwitch,
      VtepColumn<Uuid> locator,
      VtepColumn<IpField> ipaddr) {
    static Columns of(TableSchema table) {
      return new Columns(
          table,
          ColumnTypes.mac(table, ColumnName.MAC),
          ColumnTypes.reference(table, ColumnName.LOGICAL_SWITCH),
          ColumnTypes.reference(table, ColumnName.LOCATOR),
          ColumnTypes.ip(table, ColumnName.IPADDR));
    }
  }
}
