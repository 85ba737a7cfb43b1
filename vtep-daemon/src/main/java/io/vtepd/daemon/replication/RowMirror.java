package io.vtepd.daemon.replication;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.Members;
import io.vtepd.ovsdb.json.NamedUuids;
import io.vtepd.ovsdb.json.RowJson;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From what a monitor tells of the active server's rows (RFC 7047 section 4.1.6) to operations that
 * make the same of ours, UUIDs included. Pure.
 */
final class RowMirror {

  private final CopiedTables copied;

  RowMirror(CopiedTables copied) {
    this.copied = copied;
  }

  CopiedTables copied() {
    return copied;
  }

  /**
   * Transactions that make our contents those of the active server, but for excluded tables: one,
   * or two if a row differs where no row may be changed. The first empties our tables then.
   */
  List<List<Operation>> makeEqual(Snapshot ours, Json contents) throws OvsdbException {
    Map<TableSchema, Map<Uuid, Map<ColumnSchema, Datum>>> wanted = new HashMap<>();
    for (TableSchema table : copied.schema().tables()) {
      if (!copied.excluded().contains(table.name())) {
        wanted.put(table, new LinkedHashMap<>());
      }
    }
    read(
        contents,
        (table, uuid, update) ->
            wanted.get(table).put(uuid, columns(table, member(update, "new"))));
    Snapshot empty = Snapshot.empty(copied.schema());
    boolean mayBeChanged =
        wanted.keySet().stream().allMatch(table -> mayBeChanged(ours, table, wanted.get(table)));
    return mayBeChanged
        ? List.of(differences(ours, wanted))
        : List.of(emptied(ours, wanted.keySet()), differences(empty, wanted));
  }

  private static boolean mayBeChanged(
      Snapshot ours, TableSchema table, Map<Uuid, Map<ColumnSchema, Datum>> wanted) {
    List<ColumnSchema> fixed =
        table.columns().stream().filter(column -> !column.mutable()).toList();
    return fixed.isEmpty()
        || wanted.entrySet().stream()
            .allMatch(row ->
                ours.row(table, row.getKey())
                    .filter(present -> differsIn(fixed, present, row.getValue()))
                    .isEmpty());
  }

  private static boolean differsIn(
      List<ColumnSchema> columns, Row present, Map<ColumnSchema, Datum> wanted) {
    return columns.stream()
        .anyMatch(column ->
            wanted.containsKey(column) && !wanted.get(column).equals(present.get(column)));
  }

  private static List<Operation> emptied(Snapshot ours, Set<TableSchema> tables) {
    List<Operation> operations = new ArrayList<>();
    tables.forEach(table -> {
      if (ours.rows(table).size() > 0) {
        operations.add(new Operation.Delete(table, Condition.everyRow()));
      }
    });
    return operations;
  }

  private static List<Operation> differences(
      Snapshot ours, Map<TableSchema, Map<Uuid, Map<ColumnSchema, Datum>>> wanted) {
    List<Operation> operations = new ArrayList<>();
    wanted.forEach((table, rows) -> differences(ours, table, rows, operations));
    return operations;
  }

  private static void differences(
      Snapshot ours,
      TableSchema table,
      Map<Uuid, Map<ColumnSchema, Datum>> wanted,
      List<Operation> operations) {
    ours.rows(table)
        .forEach(row -> {
          if (!wanted.containsKey(row.uuid())) {
            operations.add(new Operation.Delete(table, Condition.row(row.uuid())));
          }
        });
    wanted.forEach((uuid, values) -> {
      Optional<Row> present = ours.row(table, uuid);
      if (present.isEmpty()) {
        operations.add(new Operation.Insert(table, uuid, values));
      } else {
        Map<ColumnSchema, Datum> different = new LinkedHashMap<>(values);
        different
            .entrySet()
            .removeIf(value -> present.get().get(value.getKey()).equals(value.getValue()));
        if (!different.isEmpty()) {
          operations.add(new Operation.Update(table, Condition.row(uuid), different));
        }
      }
    });
  }

  /** Operations that do to our rows what an update says was done to those of the active server. */
  List<Operation> follow(Json updates) throws OvsdbException {
    List<Operation> operations = new ArrayList<>();
    read(updates, (table, uuid, update) -> operations.add(operation(table, uuid, update)));
    return operations;
  }

  private static Operation operation(TableSchema table, Uuid uuid, Json.Obj update)
      throws OvsdbException {
    Optional<Json> before = update.get("old");
    if (update.get("new").isEmpty()) {
      return new Operation.Delete(table, Condition.row(uuid));
    }
    Map<ColumnSchema, Datum> values = columns(table, member(update, "new"));
    if (before.isEmpty()) {
      return new Operation.Insert(table, uuid, values);
    }
    // What did not change may be immutable: writing it would be refused.
    Map<ColumnSchema, Datum> changed = new HashMap<>(values);
    changed.keySet().retainAll(columns(table, before.get()).keySet());
    return new Operation.Update(table, Condition.row(uuid), changed);
  }

  private static Map<ColumnSchema, Datum> columns(TableSchema table, Json row)
      throws OvsdbException {
    return RowJson.parse(row, table, NamedUuids.NONE);
  }

  /** Takes one {@code <row-update>}. */
  @FunctionalInterface
  private interface RowReader {
    void row(TableSchema table, Uuid uuid, Json.Obj update) throws OvsdbException;
  }

  private void read(Json updates, RowReader reader) throws OvsdbException {
    for (var ofTable : object(updates).members().entrySet()) {
      TableSchema table =
          copied
              .schema()
              .table(ofTable.getKey())
              .filter(copied.columns()::containsKey)
              .orElseThrow(() -> Members.syntax("update of a table not asked for", updates));
      for (var ofRow : object(ofTable.getValue()).members().entrySet()) {
        Uuid uuid =
            Uuid.parse(ofRow.getKey())
                .orElseThrow(() -> Members.syntax("update of no row", ofTable.getValue()));
        reader.row(table, uuid, object(ofRow.getValue()));
      }
    }
  }

  private static Json member(Json.Obj object, String name) throws OvsdbException {
    return object.get(name).orElseThrow(() -> Members.syntax("no \"" + name + "\" in it", object));
  }

  private static Json.Obj object(Json json) throws OvsdbException {
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw Members.syntax("table updates must be objects", json);
  }
}
