package io.vtepd.bridge.feedback;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.LogicalBindingStats;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.VlanPair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code Physical_Port.vlan_stats}: a row of {@code Logical_Binding_Stats} for each pair of {@code
 * vlan_bindings} that was counted, and none for others. Pure.
 */
final class StatisticsReports {

  private final Reports reports;

  StatisticsReports(Reports reports) {
    this.reports = reports;
  }

  void report(Collection<CountedBinding> bindings) {
    bindings.stream()
        .collect(Collectors.groupingBy(CountedBinding::switchName))
        .forEach(this::reportSwitch);
  }

  private void reportSwitch(String name, List<CountedBinding> bindings) {
    Optional<PhysicalSwitch> row = reports.rows().physicalSwitch(name);
    Optional<Measured> measured = Optional.ofNullable(reports.switches().get(name));
    if (row.isEmpty() || measured.isEmpty()) {
      return;
    }
    Map<String, PhysicalPort> ports = new HashMap<>();
    for (Uuid uuid : row.get().ports()) {
      reports
          .rows()
          .snapshot()
          .get(reports.rows().tables().physicalPort(), uuid)
          .ifPresent(port -> ports.putIfAbsent(port.name(), port));
    }
    bindings.stream()
        .filter(each -> ports.containsKey(each.id().port()))
        .collect(Collectors.groupingBy(each -> each.id().port()))
        .forEach((port, each) -> reportPort(ports.get(port), each, measured.get()));
  }

  private void reportPort(PhysicalPort port, List<CountedBinding> bindings, Measured measured) {
    boolean isCounted = bindings.stream().anyMatch(each -> measured.isCounted(each.id()));
    if (!isCounted && port.vlanStats().isEmpty()) {
      // So it is for all bindings at a start: reading vlan_bindings for a few at a time would cost.
      return;
    }
    Set<Long> bound =
        port.vlanBindings().stream().map(VlanPair::number).collect(Collectors.toSet());
    Map<Long, Uuid> written = new HashMap<>();
    List<VlanPair> stale = new ArrayList<>();
    for (VlanPair pair : port.vlanStats()) {
      if (bound.contains(pair.number())) {
        written.put(pair.number(), pair.row());
      } else {
        stale.add(pair);
      }
    }
    List<VlanPair> missing = new ArrayList<>();
    for (CountedBinding binding : bindings) {
      VlanId vlan = binding.id().vlan();
      if (bound.contains((long) vlan.value())) {
        Optional<Uuid> row = Optional.ofNullable(written.get((long) vlan.value()));
        reportBinding(binding, row, measured)
            .ifPresent(inserted -> missing.add(VlanPair.of(vlan, inserted)));
      }
    }
    PhysicalPort.Table table = reports.rows().tables().physicalPort();
    reports.transaction().removeFrom(table, port.uuid(), table.vlanStats(), stale);
    reports.transaction().addTo(table, port.uuid(), table.vlanStats(), missing);
  }

  /** The row that had to be made. */
  private Optional<Uuid> reportBinding(
      CountedBinding binding, Optional<Uuid> row, Measured measured) {
    LogicalBindingStats.Table table = reports.rows().tables().logicalBindingStats();
    Optional<BindingCounts> written =
        row.flatMap(uuid -> reports.rows().snapshot().get(table, uuid)).map(StatisticsReports::of);
    Optional<BindingCounts> counts = measured.counts(binding.id(), written);
    if (counts.isEmpty() || counts.equals(written)) {
      return Optional.empty();
    }
    RowValues values =
        new RowValues()
            .set(table.packetsFromLocal(), counts.get().packetsFromLocal())
            .set(table.bytesFromLocal(), counts.get().bytesFromLocal())
            .set(table.packetsToLocal(), counts.get().packetsToLocal())
            .set(table.bytesToLocal(), counts.get().bytesToLocal());
    if (row.isPresent()) {
      reports.transaction().update(table, row.get(), values);
      return Optional.empty();
    }
    return Optional.of(reports.transaction().insert(table, values));
  }

  private static BindingCounts of(LogicalBindingStats row) {
    return new BindingCounts(
        row.packetsFromLocal(), row.bytesFromLocal(), row.packetsToLocal(), row.bytesToLocal());
  }
}
