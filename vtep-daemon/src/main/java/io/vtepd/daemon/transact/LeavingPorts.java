package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rows of {@code Physical_Port} that will be collected as garbage when a transaction commits,
 * because no {@code Physical_Switch} that {@code Global} names has them any more. They are looked
 * for only if the transaction took a port or a switch away.
 */
final class LeavingPorts {

  private final WorkingCopy copy;
  private final WorkingTable global;
  private final WorkingTable switches;
  private final ColumnSchema switchesOfGlobal;
  private final ColumnSchema portsOfSwitch;

  LeavingPorts(WorkingCopy copy) {
    this.copy = copy;
    this.global = table("Global");
    this.switches = table("Physical_Switch");
    this.switchesOfGlobal = global.schema().requireColumn("switches");
    this.portsOfSwitch = switches.schema().requireColumn("ports");
  }

  private WorkingTable table(String name) {
    TableSchema schema = copy.database().schema().requireTable(name);
    return copy.table(schema);
  }

  Set<Uuid> find() {
    Set<Uuid> leaving = new HashSet<>();
    forEachReleased(switches, portsOfSwitch, leaving::add);
    forEachReleased(
        global,
        switchesOfGlobal,
        uuid ->
            switches.row(uuid).ifPresent(row -> forEachUuid(row.get(portsOfSwitch), leaving::add)));
    if (!leaving.isEmpty()) {
      removeKept(leaving);
    }
    return leaving;
  }

  private void removeKept(Set<Uuid> leaving) {
    Set<Uuid> kept = new HashSet<>();
    global.find(Map.of(), row -> forEachUuid(row.get(switchesOfGlobal), kept::add));
    for (Uuid uuid : kept) {
      Optional<Row> row = switches.row(uuid);
      row.ifPresent(it -> forEachUuid(it.get(portsOfSwitch), leaving::remove));
    }
  }

  /** What committed rows of a table named, and do not name any more. */
  private static void forEachReleased(
      WorkingTable table, ColumnSchema column, Consumer<Uuid> visitor) {
    if (!table.hasTouchedCommitted()) {
      return;
    }
    for (TouchedRow row : table.touched()) {
      if (row.isInserted()) {
        continue;
      }
      Datum before = row.before().orElseThrow().get(column);
      Datum after = row.after().map(now -> now.get(column)).orElse(Datum.emptySet());
      if (!before.equals(after)) {
        forEachUuid(
            before,
            uuid -> {
              if (after.indexOfKey(uuid) < 0) {
                visitor.accept(uuid);
              }
            });
      }
    }
  }

  private static void forEachUuid(Datum datum, Consumer<Uuid> visitor) {
    for (int i = 0; i < datum.size(); i++) {
      visitor.accept((Uuid) datum.key(i));
    }
  }
}
