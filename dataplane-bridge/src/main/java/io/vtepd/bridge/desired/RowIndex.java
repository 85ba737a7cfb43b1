package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.VlanPair;
import io.vtepd.vtep.VtepTables;
import java.util.List;
import java.util.Set;

/**
 * Who refers to whom among the rows that forwarding depends on, and what has to be computed again
 * when some of them change.
 *
 * <p>A row that is inserted matters to those that named it before it was there, a row that is
 * deleted to those that still name it afterwards; who begins or ceases to name it in the same
 * commit is marked for that. So a MAC that comes or goes together with its locator costs one MAC,
 * and a database with references into nowhere (a replica of part of one) is followed all the same.
 */
final class RowIndex {

  private final VtepTables tables;
  private final References switchToPort = new References();
  private final References switchToTunnel = new References();
  private final References portToNetwork = new References();
  private final References tunnelToLocator = new References();
  private final References setToLocator = new References();
  private final MacIndex macs;

  RowIndex(VtepTables tables) {
    this.tables = tables;
    this.macs = new MacIndex(tables);
  }

  /** The rows of the remote MAC tables. */
  MacIndex macs() {
    return macs;
  }

  /** The Physical_Port rows of a Physical_Switch. */
  Set<Uuid> portsOf(Uuid physicalSwitch) {
    return switchToPort.to(physicalSwitch);
  }

  /** The Physical_Switch rows that have that Physical_Port. */
  Set<Uuid> switchesOfPort(Uuid port) {
    return switchToPort.from(port);
  }

  /** The Tunnel rows of a Physical_Switch. */
  Set<Uuid> tunnelsOf(Uuid physicalSwitch) {
    return switchToTunnel.to(physicalSwitch);
  }

  /** The Physical_Switch rows that have that Tunnel. */
  Set<Uuid> switchesOfTunnel(Uuid tunnel) {
    return switchToTunnel.from(tunnel);
  }

  /** Follows a commit. */
  Dirty update(List<RowChange> changes) {
    Dirty dirty = new Dirty();
    for (RowChange change : changes) {
      if (change.isInsert()) {
        markUsers(change, dirty);
      }
    }
    for (RowChange change : changes) {
      follow(change, dirty);
    }
    for (RowChange change : changes) {
      if (!change.isInsert()) {
        markUsers(change, dirty);
      }
    }
    return dirty;
  }

  /** Updates the references that go out from a row, and marks what the row itself is about. */
  private void follow(RowChange change, Dirty dirty) {
    TableSchema table = change.table();
    if (table == tables.ucastMacsRemote().schema()) {
      macs.followUnicast(change, dirty);
    } else if (table == tables.mcastMacsRemote().schema()) {
      macs.followMulticast(change, dirty);
    } else if (table == tables.physicalLocatorSet().schema()) {
      var view = tables.physicalLocatorSet();
      change.before().ifPresent(row -> unlink(setToLocator, row.uuid(), view.view(row).locators()));
      change.after().ifPresent(row -> link(setToLocator, row.uuid(), view.view(row).locators()));
    } else if (table == tables.physicalPort().schema()) {
      followPort(change, dirty);
    } else if (table == tables.tunnel().schema()) {
      followTunnel(change, dirty);
    } else if (table == tables.physicalSwitch().schema()) {
      followSwitch(change, dirty);
    }
  }

  private void followSwitch(RowChange change, Dirty dirty) {
    var view = tables.physicalSwitch();
    if (!change.changes(view.name().schema())
        && !change.changes(view.tunnelIps().schema())
        && !change.changes(view.ports().schema())
        && !change.changes(view.tunnels().schema())) {
      return;
    }
    change
        .before()
        .map(view::view)
        .ifPresent(before -> {
          unlink(switchToPort, before.uuid(), before.ports());
          unlink(switchToTunnel, before.uuid(), before.tunnels());
        });
    change
        .after()
        .map(view::view)
        .ifPresent(after -> {
          link(switchToPort, after.uuid(), after.ports());
          link(switchToTunnel, after.uuid(), after.tunnels());
        });
    dirty.switches.add(change.uuid());
  }

  private void followPort(RowChange change, Dirty dirty) {
    PhysicalPort.Table view = tables.physicalPort();
    if (!change.changes(view.name().schema())
        && !change.changes(view.vlanBindings().schema())
        && !change.changes(view.aclBindings().schema())) {
      return;
    }
    change.before().ifPresent(row -> unlink(portToNetwork, row.uuid(), networks(view.view(row))));
    change.after().ifPresent(row -> link(portToNetwork, row.uuid(), networks(view.view(row))));
    dirty.ports.add(change.uuid());
  }

  private static List<Uuid> networks(PhysicalPort port) {
    return port.vlanBindings().stream().map(VlanPair::row).toList();
  }

  private void followTunnel(RowChange change, Dirty dirty) {
    var view = tables.tunnel();
    if (!change.changes(view.local().schema())
        && !change.changes(view.remote().schema())
        && !change.changes(view.bfdParams().schema())
        && !change.changes(view.bfdConfigRemote().schema())) {
      return;
    }
    change
        .before()
        .map(view::view)
        .ifPresent(row -> unlink(tunnelToLocator, row.uuid(), List.of(row.local(), row.remote())));
    change
        .after()
        .map(view::view)
        .ifPresent(row -> link(tunnelToLocator, row.uuid(), List.of(row.local(), row.remote())));
    dirty.tunnels.add(change.uuid());
  }

  /** Marks what other rows that name this one are about. */
  private void markUsers(RowChange change, Dirty dirty) {
    TableSchema table = change.table();
    if (table == tables.physicalLocator().schema()) {
      markLocatorUsers(change, dirty);
    } else if (table == tables.physicalLocatorSet().schema()) {
      markSetUsers(change.uuid(), dirty);
    } else if (table == tables.logicalSwitch().schema()) {
      markNetwork(change, dirty);
    }
  }

  private void markLocatorUsers(RowChange change, Dirty dirty) {
    PhysicalLocator.Table view = tables.physicalLocator();
    if (!change.changes(view.dstIp().schema()) && !change.changes(view.tunnelKey().schema())) {
      return;
    }
    for (Uuid network : macs.networksWithLocator(change.uuid())) {
      dirty.network(network).all = true;
      dirty.network(network).keys = true;
    }
    setToLocator.from(change.uuid()).forEach(set -> markSetUsers(set, dirty));
    dirty.tunnels.addAll(tunnelToLocator.from(change.uuid()));
  }

  private void markSetUsers(Uuid set, Dirty dirty) {
    for (Uuid network : macs.networksWithSet(set)) {
      dirty.network(network).replication = true;
      dirty.network(network).keys = true;
    }
  }

  private void markNetwork(RowChange change, Dirty dirty) {
    LogicalSwitch.Table view = tables.logicalSwitch();
    Dirty.Network marks = dirty.network(change.uuid());
    marks.keys |= change.changes(view.name().schema());
    if (change.changes(view.tunnelKey().schema())) {
      marks.keys = true;
      marks.all = true;
    }
    marks.replication |= change.changes(view.replicationMode().schema());
    if (change.isInsert() || change.isDelete()) {
      dirty.ports.addAll(portToNetwork.from(change.uuid()));
    }
  }

  private static void link(References references, Uuid from, List<Uuid> rows) {
    rows.forEach(row -> references.add(from, row));
  }

  private static void unlink(References references, Uuid from, List<Uuid> rows) {
    rows.forEach(row -> references.remove(from, row));
  }
}
