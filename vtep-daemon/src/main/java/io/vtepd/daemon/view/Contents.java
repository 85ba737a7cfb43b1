package io.vtepd.daemon.view;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.McastMacsRemote;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.Tunnel;
import io.vtepd.vtep.VtepRow;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTable;
import io.vtepd.vtep.VtepTables;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Looks things up in one snapshot of hardware_vtep. */
record Contents(VtepSnapshot snapshot) {

  VtepTables tables() {
    return snapshot.tables();
  }

  <V extends VtepRow> List<V> all(VtepTable<V> table) {
    List<V> rows = new ArrayList<>();
    snapshot.forEach(table, rows::add);
    return rows;
  }

  /** The ports of a physical switch. */
  List<PhysicalPort> ports(PhysicalSwitch owner) {
    return owner.ports().stream()
        .flatMap(port -> snapshot.get(tables().physicalPort(), port).stream())
        .toList();
  }

  /** The tunnels of a physical switch. */
  List<Tunnel> tunnels(PhysicalSwitch owner) {
    return owner.tunnels().stream()
        .flatMap(tunnel -> snapshot.get(tables().tunnel(), tunnel).stream())
        .toList();
  }

  /** The name of a logical switch, as it may stand in a sentence. */
  String switchName(Uuid uuid) {
    return snapshot
        .get(tables().logicalSwitch(), uuid)
        .map(LogicalSwitch::name)
        .orElse("(no logical switch)");
  }

  /** Where a locator leads. */
  String ip(Uuid locator) {
    return snapshot
        .get(tables().physicalLocator(), locator)
        .map(PhysicalLocator::dstIp)
        .map(IpField::text)
        .filter(text -> !text.isEmpty())
        .orElse("(no address)");
  }

  /** All addresses that a row's frames are copied to. */
  TreeSet<String> floodTo(McastMacsRemote row) {
    TreeSet<String> remotes = new TreeSet<>();
    snapshot
        .get(tables().physicalLocatorSet(), row.locatorSet())
        .ifPresent(set -> set.locators().forEach(each -> remotes.add(ip(each))));
    return remotes;
  }

  /** The key as the column has it. */
  static String key(LogicalSwitch network) {
    var number = network.tunnelKey().toColumn();
    return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
  }

  static String quoted(String name) {
    return LogValue.of(name);
  }
}
