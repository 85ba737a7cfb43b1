package io.vtepd.bridge.feedback;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.RowValues;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Physical_Port rows follow the ports that there are. A row whose port has gone keeps its UUID and
 * its bindings for a while: ports come and go when a switch restarts, and a controller loses what
 * it bound to a row that was made anew.
 */
final class PortReports {

  private final long holdMs;
  private final Map<Uuid, Long> goneSinceMs = new HashMap<>();

  PortReports(long holdMs) {
    this.holdMs = holdMs;
  }

  /**
   * @return when to look again because a row is held; empty if none is
   */
  OptionalLong report(String switchName, Reports reports, long nowMs) {
    Measured measured = reports.switches().get(switchName);
    var row = reports.rows().physicalSwitch(switchName);
    if (measured == null || !measured.isSettled() || row.isEmpty()) {
      return OptionalLong.empty();
    }
    PhysicalPort.Table table = reports.rows().tables().physicalPort();
    PhysicalSwitch.Table switchTable = reports.rows().tables().physicalSwitch();
    Set<String> missing = new HashSet<>(measured.ports());
    OptionalLong next = OptionalLong.empty();
    for (Uuid uuid : row.get().ports()) {
      var port = reports.rows().snapshot().get(table, uuid);
      if (port.isEmpty() || measured.ports().contains(port.get().name())) {
        goneSinceMs.remove(uuid);
        port.ifPresent(it -> missing.remove(it.name()));
        continue;
      }
      long dueMs = goneSinceMs.computeIfAbsent(uuid, any -> nowMs) + holdMs;
      if (dueMs <= nowMs) {
        goneSinceMs.remove(uuid);
        reports
            .transaction()
            .removeFrom(switchTable, row.get().uuid(), switchTable.ports(), List.of(uuid));
      } else {
        next = OptionalLong.of(Math.min(dueMs, next.orElse(Long.MAX_VALUE)));
      }
    }
    for (String name : missing.stream().sorted().toList()) {
      Uuid uuid =
          reports
              .transaction()
              .insert(
                  table, new RowValues().set(table.name(), name).set(table.description(), name));
      reports
          .transaction()
          .addTo(switchTable, row.get().uuid(), switchTable.ports(), List.of(uuid));
    }
    return next;
  }
}
