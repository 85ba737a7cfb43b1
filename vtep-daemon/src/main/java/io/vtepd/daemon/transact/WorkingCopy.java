package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.Database;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A database as one execution of a transaction sees and changes it. */
final class WorkingCopy {

  private final Database database;
  private final TreeMap<Integer, WorkingTable> tables = new TreeMap<>();

  WorkingCopy(Database database) {
    this.database = database;
  }

  Database database() {
    return database;
  }

  WorkingTable table(TableSchema table) {
    return tables.computeIfAbsent(table.index(), index -> new WorkingTable(database, table));
  }

  /** The tables that the transaction looked at. */
  Collection<WorkingTable> tables() {
    return List.copyOf(tables.values());
  }

  /** A copy of the list of touched rows, so that rows may be touched and forgotten meanwhile. */
  List<TouchedRow> touched() {
    List<TouchedRow> all = new ArrayList<>();
    tables.values().forEach(table -> all.addAll(table.touched()));
    return all;
  }

  Optional<TouchedRow> touch(TableSchema table, Uuid uuid) {
    return table(table).touch(uuid);
  }

  /** What there is to commit. Rows that were touched and are as they were are no change. */
  ChangeSet changes() {
    List<RowChange> changes = new ArrayList<>();
    for (WorkingTable table : tables.values()) {
      for (TouchedRow row : table.touched()) {
        boolean neverWas = row.isInserted() && row.isDeleted();
        if (!neverWas && !row.isUnchanged()) {
          changes.add(row.change());
        }
      }
    }
    return new ChangeSet(changes);
  }
}
