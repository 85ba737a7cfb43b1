package io.vtepd.bridge.feedback;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.McastMacsLocal;
import io.vtepd.vtep.PhysicalLocatorSet;
import io.vtepd.vtep.RowValues;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Mcast_Macs_Local: one {@code unknown-dst} row for each logical switch that has a binding, with
 * the addresses of the switches where it has one. A logical switch without bindings has no local
 * rows at all: they would keep its controller from deleting it. Pure.
 */
final class NetworkReports {

  private final Reports reports;
  private final Set<Uuid> deleted = new HashSet<>();

  NetworkReports(Reports reports) {
    this.reports = reports;
  }

  void report(Uuid logicalSwitch) {
    LocalRows rows = reports.rows();
    if (!rows.hasLogicalSwitch(logicalSwitch)) {
      return;
    }
    List<String> boundAt =
        reports.switches().entrySet().stream()
            .filter(each -> each.getValue().hasNetwork(logicalSwitch))
            .map(Map.Entry::getKey)
            .toList();
    if (boundAt.isEmpty()) {
      deleteAll(logicalSwitch);
      return;
    }
    Set<Ipv4Address> ips = new TreeSet<>();
    boundAt.forEach(name -> reports.tunnelIp(name).ifPresent(ips::add));
    boolean missing = !ips.isEmpty();
    Deque<McastMacsLocal> wrong = new ArrayDeque<>();
    for (McastMacsLocal row : rows.mcast(logicalSwitch)) {
      if (row.mac() instanceof MacField.UnknownDst) {
        if (missing && ipsOf(row).equals(Optional.of(ips))) {
          missing = false;
        } else {
          wrong.add(row);
        }
      }
    }
    McastMacsLocal.Table table = rows.tables().mcastMacsLocal();
    if (missing) {
      RowValues values = new RowValues().set(table.columns().locatorSet(), insertSet(ips));
      if (wrong.isEmpty()) {
        values
            .set(table.columns().mac(), new MacField.UnknownDst())
            .set(table.columns().logicalSwitch(), logicalSwitch);
        reports.transaction().insert(table, values);
      } else {
        reports.transaction().update(table, wrong.remove().uuid(), values);
      }
    }
    wrong.forEach(row -> reports.transaction().delete(table, row.uuid()));
  }

  /** Whether all local rows of that logical switch go with this transaction. */
  boolean hasDeleted(Uuid logicalSwitch) {
    return deleted.contains(logicalSwitch);
  }

  private void deleteAll(Uuid logicalSwitch) {
    deleted.add(logicalSwitch);
    LocalRows rows = reports.rows();
    rows.mcast(logicalSwitch)
        .forEach(row -> reports.transaction().delete(rows.tables().mcastMacsLocal(), row.uuid()));
    rows.ucast(logicalSwitch)
        .forEach(row -> reports.transaction().delete(rows.tables().ucastMacsLocal(), row.uuid()));
  }

  private Uuid insertSet(Set<Ipv4Address> ips) {
    PhysicalLocatorSet.Table table = reports.rows().tables().physicalLocatorSet();
    List<Uuid> locators = ips.stream().map(reports::ownLocator).toList();
    return reports.transaction().insert(table, new RowValues().set(table.locators(), locators));
  }

  /** Empty if a locator of the row has no address. */
  private Optional<Set<Ipv4Address>> ipsOf(McastMacsLocal row) {
    LocalRows rows = reports.rows();
    Set<Ipv4Address> ips = new TreeSet<>();
    Optional<PhysicalLocatorSet> set =
        rows.snapshot().get(rows.tables().physicalLocatorSet(), row.locatorSet());
    for (Uuid locator : set.map(PhysicalLocatorSet::locators).orElse(List.of())) {
      Optional<Ipv4Address> ip = rows.ipOf(locator);
      if (ip.isEmpty()) {
        return Optional.empty();
      }
      ips.add(ip.get());
    }
    return Optional.of(ips);
  }
}
