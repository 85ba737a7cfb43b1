package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.UcastMacs;
import io.vtepd.vtep.UcastMacsRemote;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTransaction;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Plans the rows of Ucast_Macs_Remote. */
final class StationPlan {

  private final UcastMacsRemote.Table table;
  private final VtepTransaction transaction;
  private final Locators locators;
  private final List<String> sentences;

  StationPlan(
      VtepSnapshot contents,
      VtepTransaction transaction,
      Locators locators,
      List<String> sentences) {
    this.table = contents.tables().ucastMacsRemote();
    this.transaction = transaction;
    this.locators = locators;
    this.sentences = sentences;
  }

  /**
   * Plans those of one network.
   *
   * @param row its logical switch
   * @param there the rows that it has, by the text of their MAC
   * @param limit operations of the transaction at which the rest is left for the next one
   */
  void plan(
      DesiredNetwork network, Uuid row, SortedMap<String, List<UcastMacsRemote>> there, int limit) {
    for (Map.Entry<String, List<UcastMacsRemote>> entry : there.entrySet()) {
      if (transaction.operations().size() >= limit) {
        return;
      }
      boolean wanted =
          MacAddress.parse(entry.getKey())
              .filter(mac -> network.stations().containsKey(mac))
              .isPresent();
      List<UcastMacsRemote> superfluous =
          wanted ? entry.getValue().subList(1, entry.getValue().size()) : entry.getValue();
      superfluous.forEach(each -> transaction.delete(table, each.row().uuid()));
      if (!wanted) {
        sentences.add(
            "Station " + entry.getKey() + " of " + network.name() + " is not elsewhere any more.");
      }
    }
    for (Map.Entry<MacAddress, Place> entry : network.stations().entrySet()) {
      if (transaction.operations().size() >= limit) {
        return;
      }
      List<UcastMacsRemote> rows = there.getOrDefault(entry.getKey().toString(), List.of());
      if (rows.isEmpty()) {
        insert(network, row, entry.getKey(), entry.getValue());
      } else {
        update(network, rows.getFirst(), entry.getValue());
      }
    }
  }

  private void insert(DesiredNetwork network, Uuid row, MacAddress mac, Place place) {
    UcastMacs.Columns columns = table.columns();
    transaction.insert(
        table,
        new RowValues()
            .set(columns.mac(), MacField.of(mac))
            .set(columns.logicalSwitch(), row)
            .set(columns.locator(), locators.to(place.ip()))
            .set(columns.ipaddr(), place.ipaddr()));
    sentences.add("Station " + mac + " of " + network.name() + " is behind " + place.ip() + ".");
  }

  private void update(DesiredNetwork network, UcastMacsRemote there, Place place) {
    RowValues changed = new RowValues();
    if (!locators.leadsTo(there.locator(), place.ip())) {
      changed.set(table.columns().locator(), locators.to(place.ip()));
      sentences.add(
          "Station "
              + there.mac().text()
              + " of "
              + network.name()
              + " has moved behind "
              + place.ip()
              + ".");
    }
    if (!there.ipaddr().equals(place.ipaddr())) {
      changed.set(table.columns().ipaddr(), place.ipaddr());
      sentences.add(
          "Station " + there.mac().text() + " has address \"" + place.ipaddr().text() + "\".");
    }
    transaction.update(table, there.row().uuid(), changed);
  }
}
