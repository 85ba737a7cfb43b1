package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.McastMacsRemote;
import io.vtepd.vtep.UcastMacsRemote;
import io.vtepd.vtep.VtepSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The remote MAC rows of a database by their logical switch. */
final class MacRows {

  private final Map<Uuid, SortedMap<String, List<UcastMacsRemote>>> stations = new HashMap<>();
  private final Map<Uuid, List<McastMacsRemote>> groups = new HashMap<>();

  private MacRows() {}

  static MacRows of(VtepSnapshot contents) {
    MacRows rows = new MacRows();
    contents.forEach(
        contents.tables().ucastMacsRemote(),
        row ->
            rows.stations
                .computeIfAbsent(row.logicalSwitch(), none -> new TreeMap<>())
                .computeIfAbsent(row.mac().text(), none -> new ArrayList<>())
                .add(row));
    contents.forEach(
        contents.tables().mcastMacsRemote(),
        row ->
            rows.groups.computeIfAbsent(row.logicalSwitch(), none -> new ArrayList<>()).add(row));
    return rows;
  }

  /** Unicast rows of a logical switch by the text of their MAC; nothing makes that unique. */
  SortedMap<String, List<UcastMacsRemote>> stations(Uuid logicalSwitch) {
    return stations.getOrDefault(logicalSwitch, new TreeMap<>());
  }

  /** Group rows of a logical switch. */
  List<McastMacsRemote> groups(Uuid logicalSwitch) {
    return groups.getOrDefault(logicalSwitch, List.of());
  }

  static boolean isUnknownDst(McastMacsRemote row) {
    return row.mac() instanceof MacField.UnknownDst;
  }
}
