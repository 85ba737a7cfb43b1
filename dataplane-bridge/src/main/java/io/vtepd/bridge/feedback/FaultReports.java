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
    measured.problems().forEach(problem -> ofSwitch(problem).ifPresent(ofSwitch::add));
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
    measured.problems().forEach(problem -> ofPort(problem, port.uuid()).ifPresent(faults::add));
    if (!measured.ports().contains(port.name())) {
      faults.add(FaultName.UNSPECIFIED_FAULT);
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

  private static Optional<String> ofPort(Problem problem, Uuid port) {
    return switch (problem) {
      case Problem.InvalidVlan it -> invalidMap(it.port(), port);
      case Problem.MissingLogicalSwitch it -> invalidMap(it.port(), port);
      case Problem.BindingConflict it -> invalidMap(it.port(), port);
      case Problem.UnservedAcl it ->
          it.port().equals(port) ? Optional.of(FaultName.INVALID_ACL_BINDING) : Optional.empty();
      case Problem.UnservedRouter ignored -> Optional.empty();
      case Problem.KeyOutOfRange ignored -> Optional.empty();
      case Problem.KeyConflict ignored -> Optional.empty();
      case Problem.UnusableMac ignored -> Optional.empty();
      case Problem.DuplicateMac ignored -> Optional.empty();
      case Problem.MissingLocator ignored -> Optional.empty();
      case Problem.UnusableLocator ignored -> Optional.empty();
      case Problem.OwnLocator ignored -> Optional.empty();
      case Problem.UnusableTunnelIp ignored -> Optional.empty();
      case Problem.NoTunnelIp ignored -> Optional.empty();
      case Problem.SharedTunnelIp ignored -> Optional.empty();
    };
  }

  private static Optional<String> invalidMap(Uuid of, Uuid port) {
    return of.equals(port) ? Optional.of(FaultName.INVALID_VLAN_MAP) : Optional.empty();
  }

  /** What keeps a whole logical switch or all tunnels from working; a bad MAC row does not. */
  private static Optional<String> ofSwitch(Problem problem) {
    return switch (problem) {
      case Problem.UnservedRouter ignored -> Optional.of(FaultName.LR_SUPPORT_FAULT);
      case Problem.KeyOutOfRange ignored -> Optional.of(FaultName.UNSPECIFIED_FAULT);
      case Problem.KeyConflict ignored -> Optional.of(FaultName.UNSPECIFIED_FAULT);
      case Problem.SharedTunnelIp ignored -> Optional.of(FaultName.UNSPECIFIED_FAULT);
      case Problem.InvalidVlan ignored -> Optional.empty();
      case Problem.MissingLogicalSwitch ignored -> Optional.empty();
      case Problem.BindingConflict ignored -> Optional.empty();
      case Problem.UnservedAcl ignored -> Optional.empty();
      case Problem.UnusableMac ignored -> Optional.empty();
      case Problem.DuplicateMac ignored -> Optional.empty();
      case Problem.MissingLocator ignored -> Optional.empty();
      case Problem.UnusableLocator ignored -> Optional.empty();
      case Problem.OwnLocator ignored -> Optional.empty();
      case Problem.UnusableTunnelIp ignored -> Optional.empty();
      case Problem.NoTunnelIp ignored -> Optional.empty();
    };
  }
}
