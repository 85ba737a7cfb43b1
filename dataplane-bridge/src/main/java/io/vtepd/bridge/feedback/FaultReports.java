package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.Problem;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.FaultName;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.RowValues;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fault columns of a switch and its ports: set while there is a fault, and cleared. Pure. */
final class FaultReports {

  /**
   * @param port a Physical_Port row; empty for the switch as a whole
   */
  private record Finding(Optional<Uuid> port, String fault) {}

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
    Map<Uuid, Set<String>> ofPorts = new HashMap<>();
    for (Problem problem : measured.problems()) {
      finding(problem)
          .ifPresent(it ->
              it.port()
                  .map(port -> ofPorts.computeIfAbsent(port, any -> new HashSet<>()))
                  .orElse(ofSwitch)
                  .add(it.fault()));
    }
    PhysicalSwitch.Table table = rows.tables().physicalSwitch();
    if (!ofSwitch.equals(Set.copyOf(row.get().switchFaultStatus()))) {
      RowValues values = new RowValues().set(table.switchFaultStatus(), sorted(ofSwitch));
      reports.transaction().update(table, row.get().uuid(), values);
    }
    for (Uuid uuid : row.get().ports()) {
      rows.snapshot()
          .get(rows.tables().physicalPort(), uuid)
          .ifPresent(port -> reportPort(port, measured, ofPorts.getOrDefault(uuid, Set.of())));
    }
  }

  private void reportPort(PhysicalPort port, Measured measured, Set<String> found) {
    Set<String> faults = new HashSet<>(found);
    faults.addAll(measured.faults().ofPorts().getOrDefault(port.name(), Set.of()));
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

  /** What keeps a port, a whole logical switch or all tunnels from working; a bad MAC does not. */
  private static Optional<Finding> finding(Problem problem) {
    return switch (problem) {
      case Problem.InvalidVlan it -> ofPort(it.port(), FaultName.INVALID_VLAN_MAP);
      case Problem.MissingLogicalSwitch it -> ofPort(it.port(), FaultName.INVALID_VLAN_MAP);
      case Problem.BindingConflict it -> ofPort(it.port(), FaultName.INVALID_VLAN_MAP);
      case Problem.UnservedAcl it -> ofPort(it.port(), FaultName.INVALID_ACL_BINDING);
      case Problem.UnservedRouter ignored -> ofSwitch(FaultName.LR_SUPPORT_FAULT);
      case Problem.KeyOutOfRange ignored -> ofSwitch(FaultName.UNSPECIFIED_FAULT);
      case Problem.KeyConflict ignored -> ofSwitch(FaultName.UNSPECIFIED_FAULT);
      case Problem.SharedTunnelIp ignored -> ofSwitch(FaultName.UNSPECIFIED_FAULT);
      case Problem.UnusableMac ignored -> Optional.empty();
      case Problem.DuplicateMac ignored -> Optional.empty();
      case Problem.MissingLocator ignored -> Optional.empty();
      case Problem.UnusableLocator ignored -> Optional.empty();
      case Problem.OwnLocator ignored -> Optional.empty();
      case Problem.UnusableTunnelIp ignored -> Optional.empty();
      case Problem.NoTunnelIp ignored -> Optional.empty();
    };
  }

  private static Optional<Finding> ofPort(Uuid port, String fault) {
    return Optional.of(new Finding(Optional.of(port), fault));
  }

  private static Optional<Finding> ofSwitch(String fault) {
    return Optional.of(new Finding(Optional.empty(), fault));
  }
}
