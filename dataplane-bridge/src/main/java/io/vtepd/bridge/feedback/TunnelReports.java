package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.Fact;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.Tunnel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tunnel rows, one for each tunnel that is in use. One that a controller gave BFD parameters is the
 * controller's, and stays; it also keeps its tunnel in use. Pure.
 */
final class TunnelReports {

  /** What Open vSwitch takes for BFD, said aloud for peers that ask; the schema's defaults. */
  private static final Map<String, String> BFD_CONFIG_LOCAL =
      Map.of("bfd_dst_mac", "00:23:20:00:00:01", "bfd_dst_ip", "169.254.1.0");

  private final Reports reports;

  TunnelReports(Reports reports) {
    this.reports = reports;
  }

  void report(String switchName) {
    LocalRows rows = reports.rows();
    Optional<PhysicalSwitch> row = rows.physicalSwitch(switchName);
    Measured measured = reports.switches().get(switchName);
    if (measured == null || row.isEmpty()) {
      return;
    }
    PhysicalSwitch.Table switchTable = rows.tables().physicalSwitch();
    Map<Ipv4Address, Fact.Tunnel> missing = new TreeMap<>(measured.tunnels());
    for (Uuid uuid : row.get().tunnels()) {
      Optional<Tunnel> tunnel = rows.snapshot().get(rows.tables().tunnel(), uuid);
      Optional<Ipv4Address> remote = tunnel.flatMap(it -> rows.ipOf(it.remote()));
      Optional<Ipv4Address> local = tunnel.flatMap(it -> rows.ipOf(it.local()));
      Optional<Fact.Tunnel> wanted = remote.map(measured.tunnels()::get);
      if (wanted.isPresent() && local.equals(wanted.map(Fact.Tunnel::local))) {
        missing.remove(remote.orElseThrow());
        reportConfig(tunnel.orElseThrow());
        reportBfd(tunnel.orElseThrow(), measured.bfdStatus(remote.orElseThrow()));
      } else if (tunnel.isPresent() && isOurs(tunnel.get())) {
        reports
            .transaction()
            .removeFrom(switchTable, row.get().uuid(), switchTable.tunnels(), List.of(uuid));
      }
    }
    missing.values().forEach(tunnel -> insert(tunnel, row.get(), switchTable));
  }

  private void reportConfig(Tunnel tunnel) {
    // With parameters it is a controller's: filling in a bare one would make it look like ours.
    if (tunnel.bfdConfigLocal().isEmpty() && !tunnel.bfdParams().isEmpty()) {
      Tunnel.Table table = reports.rows().tables().tunnel();
      RowValues values = new RowValues().set(table.bfdConfigLocal(), BFD_CONFIG_LOCAL);
      reports.transaction().update(table, tunnel.uuid(), values);
    }
  }

  private void reportBfd(Tunnel tunnel, Optional<Map<String, String>> status) {
    if (status.isPresent() && !status.get().equals(tunnel.bfdStatus())) {
      Tunnel.Table table = reports.rows().tables().tunnel();
      RowValues values = new RowValues().set(table.bfdStatus(), status.get());
      reports.transaction().update(table, tunnel.uuid(), values);
    }
  }

  /** A controller may have a row for a tunnel that we have one for, and fill it in later. */
  private static boolean isOurs(Tunnel tunnel) {
    return !tunnel.bfdConfigLocal().isEmpty()
        && BFD_CONFIG_LOCAL.entrySet().containsAll(tunnel.bfdConfigLocal().entrySet())
        && tunnel.bfdParams().isEmpty()
        && tunnel.bfdConfigRemote().isEmpty();
  }

  private void insert(Fact.Tunnel tunnel, PhysicalSwitch owner, PhysicalSwitch.Table switchTable) {
    Optional<Uuid> remote = reports.rows().locator(tunnel.remote());
    if (remote.isEmpty()) {
      return;
    }
    Tunnel.Table table = reports.rows().tables().tunnel();
    RowValues values =
        new RowValues()
            .set(table.local(), reports.ownLocator(tunnel.local()))
            .set(table.remote(), remote.get())
            .set(table.bfdConfigLocal(), BFD_CONFIG_LOCAL);
    Uuid uuid = reports.transaction().insert(table, values);
    reports.transaction().addTo(switchTable, owner.uuid(), switchTable.tunnels(), List.of(uuid));
  }
}
