package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.McastMacsRemote;
import io.vtepd.vtep.TableName;
import io.vtepd.vtep.UcastMacsRemote;
import io.vtepd.vtep.VtepTables;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The rows of Ucast_Macs_Remote and Mcast_Macs_Remote by logical switch, and what they name. */
final class MacIndex {

  private final VtepTables tables;
  private final References networkToLocator = new References();
  private final References networkToSet = new References();
  private final Map<Uuid, NetworkRows> rows = new HashMap<>();

  MacIndex(VtepTables tables) {
    this.tables = tables;
  }

  /** The rows of a logical switch. */
  NetworkRows of(Uuid logicalSwitch) {
    return rows.getOrDefault(logicalSwitch, NetworkRows.NONE);
  }

  /** The locators of the stations of a logical switch. */
  Set<Uuid> locatorsOf(Uuid logicalSwitch) {
    return networkToLocator.to(logicalSwitch);
  }

  /** The locator sets of the groups of a logical switch. */
  Set<Uuid> setsOf(Uuid logicalSwitch) {
    return networkToSet.to(logicalSwitch);
  }

  /** The logical switches that have stations behind that locator. */
  Set<Uuid> networksWithLocator(Uuid locator) {
    return networkToLocator.from(locator);
  }

  /** The logical switches that have groups with that locator set. */
  Set<Uuid> networksWithSet(Uuid set) {
    return networkToSet.from(set);
  }

  void followUnicast(RowChange change, Dirty dirty) {
    change.before().map(tables.ucastMacsRemote()::view).ifPresent(row -> removeUnicast(row, dirty));
    change.after().map(tables.ucastMacsRemote()::view).ifPresent(row -> addUnicast(row, dirty));
  }

  private void addUnicast(UcastMacsRemote row, Dirty dirty) {
    Dirty.Network marks = dirty.network(row.logicalSwitch());
    NetworkRows of = rows.computeIfAbsent(row.logicalSwitch(), uuid -> new NetworkRows());
    MacField field = row.mac();
    if (field instanceof MacField.Address(MacAddress mac) && !mac.isGroup()) {
      of.addStation(mac, row.uuid());
      marks.stations.add(mac);
      marks.renewed.add(mac);
      marks.keys |= networkToLocator.add(row.logicalSwitch(), row.locator());
    } else {
      of.addUnusable(row.uuid(), unusable(TableName.UCAST_MACS_REMOTE, row.uuid(), field));
      marks.unusable = true;
    }
  }

  private void removeUnicast(UcastMacsRemote row, Dirty dirty) {
    Dirty.Network marks = dirty.network(row.logicalSwitch());
    NetworkRows of = rows.get(row.logicalSwitch());
    if (row.mac() instanceof MacField.Address(MacAddress mac) && !mac.isGroup()) {
      of.removeStation(mac, row.uuid());
      marks.stations.add(mac);
      marks.keys |= networkToLocator.remove(row.logicalSwitch(), row.locator());
    } else {
      of.removeUnusable(row.uuid());
      marks.unusable = true;
    }
    dropIfEmpty(row.logicalSwitch(), of);
  }

  void followMulticast(RowChange change, Dirty dirty) {
    change
        .before()
        .map(tables.mcastMacsRemote()::view)
        .ifPresent(row -> removeMulticast(row, dirty));
    change.after().map(tables.mcastMacsRemote()::view).ifPresent(row -> addMulticast(row, dirty));
  }

  private void addMulticast(McastMacsRemote row, Dirty dirty) {
    Dirty.Network marks = dirty.network(row.logicalSwitch());
    NetworkRows of = rows.computeIfAbsent(row.logicalSwitch(), uuid -> new NetworkRows());
    MacField field = row.mac();
    if (field instanceof MacField.UnknownDst) {
      of.addUnknownDst(row.uuid());
      marks.flood = true;
    } else if (field instanceof MacField.Address(MacAddress mac) && mac.isGroup()) {
      of.addGroup(mac, row.uuid());
      marks.groups.add(mac);
    } else {
      of.addUnusable(row.uuid(), unusable(TableName.MCAST_MACS_REMOTE, row.uuid(), field));
      marks.unusable = true;
      return;
    }
    marks.keys |= networkToSet.add(row.logicalSwitch(), row.locatorSet());
  }

  private void removeMulticast(McastMacsRemote row, Dirty dirty) {
    Dirty.Network marks = dirty.network(row.logicalSwitch());
    NetworkRows of = rows.get(row.logicalSwitch());
    MacField field = row.mac();
    if (field instanceof MacField.UnknownDst) {
      of.removeUnknownDst(row.uuid());
      marks.flood = true;
      marks.keys |= networkToSet.remove(row.logicalSwitch(), row.locatorSet());
    } else if (field instanceof MacField.Address(MacAddress mac) && mac.isGroup()) {
      of.removeGroup(mac, row.uuid());
      marks.groups.add(mac);
      marks.keys |= networkToSet.remove(row.logicalSwitch(), row.locatorSet());
    } else {
      of.removeUnusable(row.uuid());
      marks.unusable = true;
    }
    dropIfEmpty(row.logicalSwitch(), of);
  }

  private void dropIfEmpty(Uuid logicalSwitch, NetworkRows of) {
    if (of.isEmpty()) {
      rows.remove(logicalSwitch);
    }
  }

  private static Problem unusable(String table, Uuid row, MacField field) {
    return new Problem.UnusableMac(table, row, field.text());
  }
}
