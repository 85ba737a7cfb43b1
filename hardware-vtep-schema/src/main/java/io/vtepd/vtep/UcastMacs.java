package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;

/**
 * A unicast MAC of a logical switch and the locator behind which it is: what Ucast_Macs_Local and
 * Ucast_Macs_Remote have in common.
 */
public sealed interface UcastMacs extends VtepRow permits UcastMacsLocal, UcastMacsRemote {

  Columns columns();

  default MacField mac() {
    return columns().mac().get(row());
  }

  /** A Logical_Switch. */
  default Uuid logicalSwitch() {
    return columns().logicalSwitch().get(row());
  }

  /** A Physical_Locator. */
  default Uuid locator() {
    return columns().locator().get(row());
  }

  /** For ARP suppression. */
  default IpField ipaddr() {
    return columns().ipaddr().get(row());
  }

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
