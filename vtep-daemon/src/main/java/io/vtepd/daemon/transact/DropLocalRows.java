package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.HardwareVtepSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Deletes the rows of {@code Ucast_Macs_Local} and {@code Mcast_Macs_Local} of logical switches
 * that the transaction deletes, or takes the last {@code Physical_Port.vlan_bindings} from, be it
 * that the port goes because nothing refers to it any more. They are reports of this very process
 * about places that are no more, and would keep a controller from deleting the logical switch in
 * the transaction that unbinds it, or in the next one.
 *
 * <p>For the same reason a port that will be collected as garbage lets go of its logical switches
 * and ACLs before references are checked: the port is our row, too, and who removes the physical
 * switch may delete those in the same transaction.
 *
 * <p>Bindings are looked through only when the transaction took one away, MACs never: the rows are
 * found as those of a condition are.
 */
final class DropLocalRows implements CommitPhase {

  private static final List<String> LOCAL_TABLES = List.of("Ucast_Macs_Local", "Mcast_Macs_Local");
  private static final List<String> BINDINGS = List.of("vlan_bindings", "acl_bindings");

  @Override
  public void run(WorkingCopy copy) {
    if (copy.database().schema().name().equals(HardwareVtepSchema.DATABASE)) {
      abandoned(copy).forEach(logicalSwitch -> drop(copy, logicalSwitch));
    }
  }

  /** The logical switches that are gone, or have lost their last binding. */
  private static Set<Uuid> abandoned(WorkingCopy copy) {
    Set<Uuid> deleted = new HashSet<>();
    Set<Uuid> unbound = new HashSet<>();
    boolean maybeLeaving = false;
    for (WorkingTable table : copy.tables()) {
      if (!table.hasTouchedCommitted()) {
        continue;
      }
      switch (table.schema().name()) {
        case "Logical_Switch" -> addDeleted(table, deleted);
        case "Physical_Port" -> addUnbound(table, unbound);
        case "Physical_Switch", "Global" -> maybeLeaving = true;
        default -> {}
      }
    }
    Set<Uuid> leaving = maybeLeaving ? new LeavingPorts(copy).find() : Set.of();
    addUnboundOf(leaving, copy, unbound);
    if (!unbound.isEmpty()) {
      removeBound(copy, unbound, leaving);
    }
    release(leaving, copy);
    deleted.addAll(unbound);
    return deleted;
  }

  private static void addDeleted(WorkingTable table, Set<Uuid> deleted) {
    for (TouchedRow row : table.touched()) {
      if (row.isDeleted()) {
        deleted.add(row.uuid());
      }
    }
  }

  private static void addUnbound(WorkingTable table, Set<Uuid> unbound) {
    ColumnSchema bindings = bindings(table.schema());
    for (TouchedRow row : table.touched()) {
      if (row.isInserted()) {
        continue;
      }
      Datum before = row.before().orElseThrow().get(bindings);
      Datum after = row.after().map(now -> now.get(bindings)).orElse(Datum.emptySet());
      if (!before.equals(after)) {
        forEachSwitch(before, unbound::add);
        forEachSwitch(after, unbound::remove);
      }
    }
  }

  private static void addUnboundOf(Set<Uuid> leaving, WorkingCopy copy, Set<Uuid> unbound) {
    TableSchema ports = copy.database().schema().requireTable("Physical_Port");
    for (Uuid port : leaving) {
      copy.table(ports)
          .row(port)
          .ifPresent(row -> forEachSwitch(row.get(bindings(ports)), unbound::add));
    }
  }

  private static void removeBound(WorkingCopy copy, Set<Uuid> unbound, Set<Uuid> leaving) {
    TableSchema ports = copy.database().schema().requireTable("Physical_Port");
    ColumnSchema bindings = bindings(ports);
    copy.table(ports)
        .find(
            Map.of(),
            port -> {
              if (!leaving.contains(port.uuid())) {
                forEachSwitch(port.get(bindings), unbound::remove);
              }
            });
  }

  /** Empties the bindings of ports that go with this commit. */
  private static void release(Set<Uuid> leaving, WorkingCopy copy) {
    TableSchema ports = copy.database().schema().requireTable("Physical_Port");
    Map<ColumnSchema, Datum> nothing = new HashMap<>();
    BINDINGS.forEach(name -> nothing.put(ports.requireColumn(name), Datum.emptySet()));
    for (Uuid uuid : leaving) {
      WorkingTable table = copy.table(ports);
      table.row(uuid).ifPresent(row -> table.modify(row, row.with(nothing, row.version())));
    }
  }

  private static ColumnSchema bindings(TableSchema ports) {
    return ports.requireColumn("vlan_bindings");
  }

  private static void forEachSwitch(Datum bindings, Consumer<Uuid> visitor) {
    for (int i = 0; i < bindings.size(); i++) {
      visitor.accept((Uuid) ((MapDatum) bindings).value(i));
    }
  }

  private static void drop(WorkingCopy copy, Uuid logicalSwitch) {
    DatabaseSchema schema = copy.database().schema();
    for (String name : LOCAL_TABLES) {
      WorkingTable table = copy.table(schema.requireTable(name));
      ColumnSchema column = table.schema().requireColumn("logical_switch");
      List<Row> rows = new ArrayList<>();
      table.find(
          Map.of(column, logicalSwitch),
          row -> {
            if (row.get(column).equals(logicalSwitch)) {
              rows.add(row);
            }
          });
      rows.forEach(table::delete);
    }
  }
}
