package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;

/**
 * A group, or {@code unknown-dst}, of a logical switch and the locators that get its frames: what
 * Mcast_Macs_Local and Mcast_Macs_Remote have in common.
 */
public sealed interface McastMacs extends VtepRow permits McastMacsLocal, McastMacsRemote {

  Columns columns();

  default MacField mac() {
    return columns().mac().get(row());
  }

  /** A Logical_Switch. */
  default Uuid logicalSwitch() {
    return columns().logicalSwitch().get(row());
  }

  /** A Physical_Locator_Set. */
  default Uuid locatorSet() {
    return columns().locatorSet().get(row());
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
      VtepColumn<Uuid> locatorSet,
      VtepColumn<IpField> ipaddr) {
    static Columns of(TableSchema table) {
      return new Columns(
          table,
          ColumnTypes.mac(table, ColumnName.MAC),
          ColumnTypes.reference(table, ColumnName.LOGICAL_SWITCH),
          ColumnTypes.reference(table, ColumnName.LOCATOR_SET),
          ColumnTypes.ip(table, ColumnName.IPADDR));
    }
  }
}
