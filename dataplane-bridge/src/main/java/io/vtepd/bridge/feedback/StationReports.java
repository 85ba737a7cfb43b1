package io.vtepd.bridge.feedback;

import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.UcastMacsLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    Map<Ipv4Address, IpField> missing = learnedBehind(station);
    Deque<UcastMacsLocal> wrong = new ArrayDeque<>();
    for (UcastMacsLocal row : rows.ucast(station)) {
      Optional<Ipv4Address> ip = rows.ipOf(row.locator());
      Optional<IpField> address = ip.map(missing::remove);
      if (address.isPresent()) {
        reportAddress(row, address.get());
      } else if (reports.mayJudge(ip)) {
        wrong.add(row);
      }
    }
    UcastMacsLocal.Table table = rows.tables().ucastMacsLocal();
    missing.forEach((ip, address) -> {
      RowValues values =
          new RowValues()
              .set(table.columns().locator(), reports.ownLocator(ip))
              .set(table.columns().ipaddr(), address);
      if (wrong.isEmpty()) {
        values
            .set(table.columns().mac(), MacField.of(station.mac()))
            .set(table.columns().logicalSwitch(), station.logicalSwitch());
        reports.transaction().insert(table, values);
      } else {
        reports.transaction().update(table, wrong.remove().uuid(), values);
      }
    });
    wrong.forEach(row -> reports.transaction().delete(table, row.uuid()));
  }

  private void reportAddress(UcastMacsLocal row, IpField address) {
    if (!row.ipaddr().equals(address)) {
      UcastMacsLocal.Table table = reports.rows().tables().ucastMacsLocal();
      RowValues values = new RowValues().set(table.columns().ipaddr(), address);
      reports.transaction().update(table, row.uuid(), values);
    }
  }

  /** By the tunnel IPs of the switches that have learned it, the address that it has there. */
  private Map<Ipv4Address, IpField> learnedBehind(Station station) {
    Map<Ipv4Address, IpField> ips = new TreeMap<>();
    reports
        .switches()
        .forEach((name, measured) -> {
          if (measured.hasLearned(station)) {
            IpField address =
                measured.address(station).map(IpField::of).orElseGet(IpField.Absent::new);
            reports.tunnelIp(name).ifPresent(ip -> ips.put(ip, address));
          }
        });
    return ips;
  }
}
