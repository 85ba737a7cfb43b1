package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.Problem;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.FaultName;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.RowValues;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fault columns of a switch and its ports: set while there is a fault, and cleared. Pure. */
final class FaultReports {

  private final Reports reports;

  FaultReports(Reports reports) {
    this.reports = reports;
  }

  void report(String switchName) {
    LocalRows rows = reports.rows();
    Optional<PhysicalSwitch> row = rows.physicalSwitch(switchName);
    Measured measured = reports.switches().get(switchName);
    if (measured == null || !measured.isSettled() || row.isEmpty()) {
      return;
    }
    Set<String> ofSwitch = new HashSet<>(measured.faults().ofSwitch());
    if (measured.problems().stream().anyMatch(FaultReports::isOfSwitch)) {
      ofSwitch.add(FaultName.UNSPECIFIED_FAULT);
    }
    PhysicalSwitch.Table table = rows.tables().physicalSwitch();
    if (!ofSwitch.equals(Set.copyOf(row.get().switchFaultStatus()))) {
      RowValues values = new RowValues().set(table.switchFaultStatus(), sorted(ofSwitch));
      reports.transaction().update(table, row.get().uuid(), values);
    }
    for (Uuid uuid : row.get().ports()) {
      rows.snapshot()
          .get(rows.tables().physicalPort(), uuid)
          .ifPresent(port -> reportPort(port, measured));
    }
  }

  private void reportPort(PhysicalPort port, Measured measured) {
    Set<String> faults =
        new HashSet<>(measured.faults().ofPorts().getOrDefault(port.name(), Set.of()));
    if (measured.problems().stream().anyMatch(problem -> isOfPort(problem, port.uuid()))) {
      faults.add(FaultName.INVALID_VLAN_MAP);
    }
    PhysicalPort.Table table = reports.rows().tables().physicalPort();
    if (!faults.equals(Set.copyOf(port.portFaultStatus()))) {
      RowValues values = new RowValues().set(table.portFaultStatus(), sorted(faults));
      reports.transaction().update(table, port.uuid(), values);
    }
  }

  private static List<String> sorted(Set<String> faults) {
    return faults.stream().sorted().toList();
  }

  private static boolean isOfPort(Problem problem, Uuid port) {
    return switch (problem) {
      case Problem.InvalidVlan it -> it.port().equals(port);
      case Problem.MissingLogicalSwitch it -> it.port().equals(port);
      case Problem.BindingConflict it -> it.port().equals(port);
      case Problem.KeyOutOfRange ignored -> false;
      case Problem.KeyConflict ignored -> false;
      case Problem.UnusableMac ignored -> false;
      case Problem.DuplicateMac ignored -> false;
      case Problem.MissingLocator ignored -> false;
      case Problem.UnusableLocator ignored -> false;
      case Problem.OwnLocator ignored -> false;
      case Problem.UnusableTunnelIp ignored -> false;
      case Problem.NoTunnelIp ignored -> false;
      case Problem.SharedTunnelIp ignored -> false;
    };
  }

  /** What keeps a whole logical switch or all tunnels from working; a bad MAC row does not. */
  private static boolean isOfSwitch(Problem problem) {
    return switch (problem) {
      case Problem.InvalidVlan ignored -> false;
      case Problem.MissingLogicalSwitch ignored -> false;
      case Problem.BindingConflict ignored -> false;
      case Problem.KeyOutOfRange ignored -> true;
      case Problem.KeyConflict ignored -> true;
      case Problem.UnusableMac ignored -> false;
      case Problem.DuplicateMac ignored -> false;
      case Problem.MissingLocator ignored -> false;
      case Problem.UnusableLocator ignored -> false;
      case Problem.OwnLocator ignored -> false;
      case Problem.UnusableTunnelIp ignored -> false;
      case Problem.NoTunnelIp ignored -> false;
      case Problem.SharedTunnelIp ignored -> true;
    };
  }
}
