package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;

/**
 * A source MAC of ARP requests and the locator behind which it is: what Arp_Sources_Local and
 * Arp_Sources_Remote have in common.
 */
public sealed interface ArpSources extends VtepRow permits ArpSourcesLocal, ArpSourcesRemote {

  Columns columns();

  default MacField srcMac() {
    return columns().srcMac().get(row());
  }

  /** A Physical_Locator. */
  default Uuid locator() {
    return columns().locator().get(row());
  }

  /** The columns of either table. */
  record Columns(TableSchema schema, VtepColumn<MacField> srcMac, VtepColumn<Uuid> locator) {
    static Columns of(TableSchema table) {
      return new Columns(
          table,
          ColumnTypes.mac(table, ColumnName.SRC_MAC),
          ColumnTypes.reference(table, ColumnName.LOCATOR));
    }
  }
}
