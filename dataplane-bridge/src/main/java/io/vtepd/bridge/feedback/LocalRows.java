package io.vtepd.bridge.feedback;

import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.McastMacsLocal;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.TunnelKey;
import io.vtepd.vtep.UcastMacsLocal;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The database as far as reports are concerned, with indexes that follow commit by commit. No I/O.
 */
final class LocalRows {

  private final VtepTables tables;
  private final Map<Station, Set<Uuid>> stations = new HashMap<>();
  private final Map<Uuid, Set<Uuid>> ucastOf = new HashMap<>();
  private final Map<Uuid, Set<Uuid>> mcastOf = new HashMap<>();
  private final Map<Ipv4Address, Set<Uuid>> locators = new HashMap<>();
  private VtepSnapshot snapshot;

  /** The rows of a whole database; everything that a report may be about becomes dirty. */
  LocalRows(VtepSnapshot whole, Dirty dirty) {
    this.tables = whole.tables();
    this.snapshot = new VtepSnapshot(Snapshot.empty(whole.snapshot().schema()), tables);
    follow(VtepCommit.of(Commit.initial(whole.snapshot()), tables), dirty);
  }

  VtepTables tables() {
    return tables;
  }

  VtepSnapshot snapshot() {
    return snapshot;
  }

  /** Follows a commit and marks what it touches of what we report. */
  void follow(VtepCommit commit, Dirty dirty) {
    snapshot = commit.snapshot();
    for (RowChange change : commit.changes().changes()) {
      change.before().ifPresent(row -> index(change, row, false, dirty));
      change.after().ifPresent(row -> index(change, row, true, dirty));
    }
  }

  private void index(RowChange change, Row row, boolean add, Dirty dirty) {
    if (change.table() == tables.ucastMacsLocal().schema()) {
      UcastMacsLocal view = tables.ucastMacsLocal().view(row);
      put(ucastOf, view.logicalSwitch(), row.uuid(), add);
      if (view.mac() instanceof MacField.Address address) {
        Station station = new Station(view.logicalSwitch(), address.mac());
        put(stations, station, row.uuid(), add);
        dirty.station(station);
      }
    } else if (change.table() == tables.mcastMacsLocal().schema()) {
      McastMacsLocal view = tables.mcastMacsLocal().view(row);
      put(mcastOf, view.logicalSwitch(), row.uuid(), add);
      dirty.network(view.logicalSwitch());
    } else if (change.table() == tables.physicalLocator().schema()) {
      PhysicalLocator view = tables.physicalLocator().view(row);
      view.dstIp().ipv4().ifPresent(ip -> put(locators, ip, row.uuid(), add));
    } else if (change.table() == tables.physicalSwitch().schema()) {
      dirty.wholeSwitch(tables.physicalSwitch().view(row).name());
      if (change.changes(tables.physicalSwitch().tunnelIps().schema())) {
        stations.keySet().forEach(dirty::station);
        mcastOf.keySet().forEach(dirty::network);
      }
    } else if (concernsWholeSwitch(change)) {
      physicalSwitches().forEach(each -> dirty.wholeSwitch(each.name()));
    }
  }

  /** Bindings are not looked at: what is wrong with them is told as problems. */
  private boolean concernsWholeSwitch(RowChange change) {
    PhysicalPort.Table ports = tables.physicalPort();
    if (change.table() == ports.schema()) {
      return change.changes(ports.name().schema())
          || change.changes(ports.portFaultStatus().schema());
    }
    return change.table() == tables.tunnel().schema();
  }

  private static <K, V> void put(Map<K, Set<V>> sets, K key, V value, boolean add) {
    Set<V> set = sets.computeIfAbsent(key, any -> new TreeSet<>());
    if (add) {
      set.add(value);
    } else {
      set.remove(value);
    }
    if (set.isEmpty()) {
      sets.remove(key);
    }
  }

  /** Rows of Ucast_Macs_Local for a station, in order of their UUIDs. */
  List<UcastMacsLocal> ucast(Station station) {
    return views(
        stations.getOrDefault(station, Set.of()),
        uuid -> snapshot.get(tables.ucastMacsLocal(), uuid));
  }

  /** Rows of Ucast_Macs_Local of a logical switch, also those whose MAC is none. */
  List<UcastMacsLocal> ucast(Uuid logicalSwitch) {
    return views(
        ucastOf.getOrDefault(logicalSwitch, Set.of()),
        uuid -> snapshot.get(tables.ucastMacsLocal(), uuid));
  }

  /** Rows of Mcast_Macs_Local of a logical switch. */
  List<McastMacsLocal> mcast(Uuid logicalSwitch) {
    return views(
        mcastOf.getOrDefault(logicalSwitch, Set.of()),
        uuid -> snapshot.get(tables.mcastMacsLocal(), uuid));
  }

  private static <V> List<V> views(Set<Uuid> rows, Function<Uuid, Optional<V>> view) {
    List<V> views = new ArrayList<>();
    rows.forEach(uuid -> view.apply(uuid).ifPresent(views::add));
    return views;
  }

  /** All stations that have rows. */
  Set<Station> stations() {
    return Set.copyOf(stations.keySet());
  }

  Collection<Uuid> logicalSwitchesWithRows() {
    Set<Uuid> all = new TreeSet<>(ucastOf.keySet());
    all.addAll(mcastOf.keySet());
    return all;
  }

  List<PhysicalSwitch> physicalSwitches() {
    List<PhysicalSwitch> all = new ArrayList<>();
    snapshot.forEach(tables.physicalSwitch(), all::add);
    return all;
  }

  Optional<PhysicalSwitch> physicalSwitch(String name) {
    return physicalSwitches().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  boolean hasLogicalSwitch(Uuid uuid) {
    return snapshot.get(tables.logicalSwitch(), uuid).isPresent();
  }

  /** Where a switch's tunnels end unless something else is said: its first usable tunnel IP. */
  static Optional<Ipv4Address> tunnelIp(PhysicalSwitch each) {
    return each.tunnelIps().stream()
        .flatMap(field -> field.ipv4().stream())
        .filter(Ipv4Address::isUnicast)
        .findFirst();
  }

  Optional<Ipv4Address> ipOf(Uuid locator) {
    return snapshot.get(tables.physicalLocator(), locator).flatMap(row -> row.dstIp().ipv4());
  }

  /** The locator of that address; one without a key of its own if there is one. */
  Optional<Uuid> locator(Ipv4Address ip) {
    List<PhysicalLocator> rows =
        views(
            locators.getOrDefault(ip, Set.of()),
            uuid -> snapshot.get(tables.physicalLocator(), uuid));
    return rows.stream()
        .filter(row -> row.tunnelKey() instanceof TunnelKey.Unset)
        .findFirst()
        .or(() -> rows.stream().findFirst())
        .map(PhysicalLocator::uuid);
  }

  /** The locator of that address without a key of its own. */
  Optional<Uuid> plainLocator(Ipv4Address ip) {
    return locator(ip)
        .filter(uuid ->
            snapshot
                .get(tables.physicalLocator(), uuid)
                .filter(row -> row.tunnelKey() instanceof TunnelKey.Unset)
                .isPresent());
  }
}
