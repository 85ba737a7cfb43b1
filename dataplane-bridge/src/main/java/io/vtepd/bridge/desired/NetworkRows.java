package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.MacAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of the remote MAC tables that name one logical switch, by what they are about. */
final class NetworkRows {

  static final NetworkRows NONE = new NetworkRows();

  private final Map<MacAddress, List<Uuid>> stations = new HashMap<>();
  private final Map<MacAddress, List<Uuid>> groups = new HashMap<>();
  private final Map<Uuid, Problem> unusable = new HashMap<>();
  private List<Uuid> unknownDst = List.of();

  void addStation(MacAddress mac, Uuid row) {
    stations.merge(mac, List.of(row), NetworkRows::with);
  }

  void removeStation(MacAddress mac, Uuid row) {
    stations.computeIfPresent(mac, (same, rows) -> without(rows, row));
  }

  void addGroup(MacAddress group, Uuid row) {
    groups.merge(group, List.of(row), NetworkRows::with);
  }

  void removeGroup(MacAddress group, Uuid row) {
    groups.computeIfPresent(group, (same, rows) -> without(rows, row));
  }

  void addUnknownDst(Uuid row) {
    unknownDst = with(unknownDst, List.of(row));
  }

  void removeUnknownDst(Uuid row) {
    List<Uuid> rest = without(unknownDst, row);
    unknownDst = rest == null ? List.of() : rest;
  }

  void addUnusable(Uuid row, Problem problem) {
    unusable.put(row, problem);
  }

  void removeUnusable(Uuid row) {
    unusable.remove(row);
  }

  private static List<Uuid> with(List<Uuid> rows, List<Uuid> more) {
    List<Uuid> both = new ArrayList<>(rows);
    both.addAll(more);
    return List.copyOf(both);
  }

  /** Null when nothing is left: what a map wants to hear. */
  private static List<Uuid> without(List<Uuid> rows, Uuid row) {
    List<Uuid> rest = rows.stream().filter(each -> !each.equals(row)).toList();
    return rest.isEmpty() ? null : rest;
  }

  /** The rows of Ucast_Macs_Remote of that station. */
  List<Uuid> station(MacAddress mac) {
    return stations.getOrDefault(mac, List.of());
  }

  Set<MacAddress> stations() {
    return Collections.unmodifiableSet(stations.keySet());
  }

  /** The rows of Mcast_Macs_Remote of that group. */
  List<Uuid> group(MacAddress group) {
    return groups.getOrDefault(group, List.of());
  }

  Set<MacAddress> groups() {
    return Collections.unmodifiableSet(groups.keySet());
  }

  /** The rows of Mcast_Macs_Remote for {@code unknown-dst}. */
  List<Uuid> unknownDst() {
    return unknownDst;
  }

  /** The problems of rows whose MAC makes no sense in their table. */
  Set<Problem> unusable() {
    return Set.copyOf(unusable.values());
  }

  boolean isEmpty() {
    return stations.isEmpty() && groups.isEmpty() && unknownDst.isEmpty() && unusable.isEmpty();
  }
}
