package io.vtepd.daemon.view;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.UcastMacs;
import io.vtepd.vtep.VtepTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code vtepd show mac}: where a station is, in each logical switch, and who says so. Frames go
 * where the switch has learned it; else where the controller says.
 */
public final class MacView {

  private static final String NONE = "-";

  private final Contents contents;
  private final MacAddress mac;
  private final View view;

  /** What was learned and is not shown yet. */
  private final List<Facts.Station> learned;

  /** Logical switches where a switch has learned it. */
  private final Set<Uuid> learnedIn = new HashSet<>();

  private MacView(Facts facts, MacAddress mac, int limit) {
    this.contents = new Contents(facts.contents());
    this.mac = mac;
    this.view = new View(limit);
    this.learned =
        new ArrayList<>(
            facts.stations().stream().filter(station -> station.mac().equals(mac)).toList());
    learned.forEach(station -> learnedIn.add(station.logicalSwitch()));
  }

  /** All that is known of it. */
  public static View of(Facts facts, MacAddress mac, int limit) {
    MacView maker = new MacView(facts, mac, limit);
    maker.view.table(
        "rows", "logical_switch", "origin", "written_by", "behind", "used", "ipaddr", "row");
    maker.addLocal();
    maker.addRemote();
    return maker.view;
  }

  private void addLocal() {
    for (UcastMacs row : rows(contents.tables().ucastMacsLocal())) {
      Optional<Facts.Station> seen =
          learned.stream()
              .filter(station -> station.logicalSwitch().equals(row.logicalSwitch()))
              .findFirst();
      seen.ifPresent(learned::remove);
      add(row, "LOCAL", "learned", seen.map(MacView::behind).orElse(NONE), seen.isPresent());
    }
    // Seen a moment ago: the row is on its way.
    for (Facts.Station seen : learned) {
      String network = contents.switchName(seen.logicalSwitch());
      view.row(network, "LOCAL", "learned", behind(seen), "yes", NONE, NONE);
    }
  }

  private void addRemote() {
    for (UcastMacs row : rows(contents.tables().ucastMacsRemote())) {
      boolean isUsed = !learnedIn.contains(row.logicalSwitch());
      add(row, "REMOTE", "controller", contents.ip(row.locator()), isUsed);
    }
  }

  private void add(UcastMacs row, String origin, String writer, String behind, boolean isUsed) {
    view.row(
        contents.switchName(row.logicalSwitch()),
        origin,
        writer,
        behind,
        isUsed ? "yes" : "no",
        row.ipaddr().text().isEmpty() ? NONE : row.ipaddr().text(),
        row.row().uuid().toString());
  }

  private static String behind(Facts.Station seen) {
    String port = seen.physicalSwitch() + " " + seen.port();
    return seen.vlan() == 0 ? port : port + " vlan " + seen.vlan();
  }

  private <V extends UcastMacs> List<V> rows(VtepTable<V> table) {
    List<V> rows = new ArrayList<>();
    contents
        .snapshot()
        .forEach(
            table,
            row -> {
              if (row.mac() instanceof MacField.Address(MacAddress found) && found.equals(mac)) {
                rows.add(row);
              }
            });
    return rows;
  }
}
