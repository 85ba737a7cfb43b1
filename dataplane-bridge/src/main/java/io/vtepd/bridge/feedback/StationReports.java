package io.vtepd.bridge.feedback;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.UcastMacsLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Ucast_Macs_Local: a row for each station and each switch that has learned it. Pure. */
final class StationReports {

  private final Reports reports;

  StationReports(Reports reports) {
    this.reports = reports;
  }

  void report(Station station) {
    LocalRows rows = reports.rows();
    if (!rows.hasLogicalSwitch(station.logicalSwitch())) {
      return;
    }
    Set<Ipv4Address> missing = learnedBehind(station);
    Deque<UcastMacsLocal> wrong = new ArrayDeque<>();
    for (UcastMacsLocal row : rows.ucast(station)) {
      Optional<Ipv4Address> ip = rows.ipOf(row.locator());
      boolean right = ip.isPresent() && missing.remove(ip.get());
      if (!right && reports.mayJudge(ip)) {
        wrong.add(row);
      }
    }
    UcastMacsLocal.Table table = rows.tables().ucastMacsLocal();
    for (Ipv4Address ip : missing) {
      RowValues values = new RowValues().set(table.columns().locator(), reports.ownLocator(ip));
      if (wrong.isEmpty()) {
        values
            .set(table.columns().mac(), MacField.of(station.mac()))
            .set(table.columns().logicalSwitch(), station.logicalSwitch());
        reports.transaction().insert(table, values);
      } else {
        reports.transaction().update(table, wrong.remove().uuid(), values);
      }
    }
    wrong.forEach(row -> reports.transaction().delete(table, row.uuid()));
  }

  private Set<Ipv4Address> learnedBehind(Station station) {
    Set<Ipv4Address> ips = new TreeSet<>();
    reports
        .switches()
        .forEach((name, measured) -> {
          if (measured.hasLearned(station)) {
            reports.tunnelIp(name).ifPresent(ips::add);
          }
        });
    return ips;
  }
}
