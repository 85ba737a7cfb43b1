package io.vtepd.bridge.feedback;

import io.vtepd.vtep.VtepTransaction;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * One transaction of reports, computed from the present state.
 *
 * @param transaction may be empty
 * @param portsDueMs by switch name, when its ports have to be looked at again because a row is held
 */
record ReportPlan(VtepTransaction transaction, Map<String, Long> portsDueMs) {

  ReportPlan {
    portsDueMs = Map.copyOf(portsDueMs);
  }

  static ReportPlan of(
      Dirty dirty,
      LocalRows rows,
      Map<String, Measured> switches,
      PortReports ports,
      RandomGenerator uuids,
      long nowMs) {
    Reports reports = new Reports(rows, switches, uuids);
    NetworkReports networks = new NetworkReports(reports);
    dirty.networks().forEach(networks::report);
    StationReports stations = new StationReports(reports);
    dirty.stations().stream()
        .filter(station -> !networks.hasDeleted(station.logicalSwitch()))
        .forEach(stations::report);
    TunnelReports tunnels = new TunnelReports(reports);
    dirty.tunnels().forEach(tunnels::report);
    FaultReports faults = new FaultReports(reports);
    dirty.faults().forEach(faults::report);
    new StatisticsReports(reports).report(dirty.counts());
    Map<String, Long> due = new HashMap<>();
    for (String each : dirty.ports()) {
      OptionalLong dueMs = ports.report(each, reports, nowMs);
      dueMs.ifPresent(ms -> due.put(each, ms));
    }
    return new ReportPlan(reports.transaction(), due);
  }
}
