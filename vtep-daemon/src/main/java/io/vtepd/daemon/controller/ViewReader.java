package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.McastMacsRemote;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.UcastMacs;
import io.vtepd.vtep.VtepSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from a database what {@link VtepView} holds. What makes no sense is left out. */
final class ViewReader {

  /**
   * Stations of one VTEP that are told to others; more are left out, and {@code controller/show}
   * tells.
   */
  static final int STATION_LIMIT = 100_000;

  private final VtepSnapshot contents;
  private final Map<Uuid, LogicalSwitch> ours;
  private int leftOut;

  private ViewReader(VtepSnapshot contents, Ownership ownership) {
    this.contents = contents;
    this.ours = ownership.ours(contents);
  }

  /**
   * What was read.
   *
   * @param leftOut local stations beyond {@link #STATION_LIMIT}
   */
  record Reading(VtepView view, int leftOut) {}

  /** Empty if there is no Global row: the database is not in use yet. */
  static Optional<Reading> read(VtepSnapshot contents, Ownership ownership) {
    List<Uuid> globals = new ArrayList<>();
    contents.forEach(contents.tables().global(), global -> globals.add(global.row().uuid()));
    if (globals.isEmpty()) {
      return Optional.empty();
    }
    ViewReader reader = new ViewReader(contents, ownership);
    Map<Station, Place> local = reader.local();
    VtepView view =
        new VtepView(
            globals.getFirst().toString(),
            reader.switches(),
            local,
            reader.told(),
            reader.flooded());
    return Optional.of(new Reading(view, reader.leftOut));
  }

  private Map<String, List<Ipv4Address>> switches() {
    Map<String, List<Ipv4Address>> switches = new HashMap<>();
    contents.forEach(
        contents.tables().physicalSwitch(),
        each -> {
          List<Ipv4Address> ends =
              each.tunnelIps().stream()
                  .flatMap(ip -> ip.ipv4().stream())
                  .filter(Ipv4Address::isUnicast)
                  .sorted()
                  .toList();
          switches.put(each.name(), ends);
        });
    return switches;
  }

  private Map<Station, Place> local() {
    Map<Station, Place> stations = new HashMap<>();
    contents.forEach(contents.tables().ucastMacsLocal(), row -> add(stations, row));
    return stations;
  }

  private Map<Station, Place> told() {
    Map<Station, Place> stations = new HashMap<>();
    contents.forEach(contents.tables().ucastMacsRemote(), row -> add(stations, row));
    return stations;
  }

  private void add(Map<Station, Place> stations, UcastMacs row) {
    LogicalSwitch network = ours.get(row.logicalSwitch());
    Optional<Ipv4Address> end = end(row.locator());
    boolean isStation =
        row.mac() instanceof MacField.Address(var mac) && !mac.isGroup() && !mac.isZero();
    if (network == null || end.isEmpty() || !isStation) {
      return;
    }
    if (stations.size() >= STATION_LIMIT) {
      leftOut++;
      return;
    }
    IpField ipaddr =
        row.ipaddr() instanceof IpField.Address address ? address : new IpField.Absent();
    MacField.Address address = (MacField.Address) row.mac();
    stations.put(new Station(network.name(), address.mac()), new Place(end.get(), ipaddr));
  }

  private Map<String, Set<Ipv4Address>> flooded() {
    Map<String, Set<Ipv4Address>> flooded = new HashMap<>();
    contents.forEach(
        contents.tables().mcastMacsRemote(),
        row -> {
          LogicalSwitch network = ours.get(row.logicalSwitch());
          if (network != null && row.mac() instanceof MacField.UnknownDst) {
            flooded.computeIfAbsent(network.name(), none -> new HashSet<>()).addAll(ends(row));
          }
        });
    return flooded;
  }

  private List<Ipv4Address> ends(McastMacsRemote row) {
    return contents
        .get(contents.tables().physicalLocatorSet(), row.locatorSet())
        .map(set -> set.locators().stream().flatMap(uuid -> end(uuid).stream()).toList())
        .orElse(List.of());
  }

  private Optional<Ipv4Address> end(Uuid locator) {
    return contents
        .get(contents.tables().physicalLocator(), locator)
        .map(PhysicalLocator::dstIp)
        .flatMap(IpField::ipv4);
  }
}
