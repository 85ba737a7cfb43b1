package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.Database;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A database as one execution of a transaction sees and changes it. */
final class WorkingCopy {

  private final Database database;

  /** Those that the transaction looked at, at their places in the schema. */
  private final WorkingTable[] tables;

  /** The same as a list, as long as no other one is looked at. */
  private Optional<List<WorkingTable>> looked = Optional.empty();

  WorkingCopy(Database database) {
    this.database = database;
    this.tables = new WorkingTable[database.schema().tables().size()];
  }

  Database database() {
    return database;
  }

  WorkingTable table(TableSchema table) {
    WorkingTable known = tables[table.index()];
    if (known != null) {
      return known;
    }
    WorkingTable fresh = new WorkingTable(database, table);
    tables[table.index()] = fresh;
    looked = Optional.empty();
    return fresh;
  }

  /** The tables that the transaction looked at so far, in the schema's order. */
  List<WorkingTable> tables() {
    if (looked.isEmpty()) {
      looked = Optional.of(listTables());
    }
    return looked.get();
  }

  private List<WorkingTable> listTables() {
    List<WorkingTable> list = new ArrayList<>(tables.length);
    for (WorkingTable table : tables) {
      if (table != null) {
        list.add(table);
      }
    }
    return list;
  }

  Optional<TouchedRow> touch(TableSchema table, Uuid uuid) {
    return table(table).touch(uuid);
  }

  /** What there is to commit. Rows that were touched and are as they were are no change. */
  ChangeSet changes() {
    int most = 0;
    for (WorkingTable table : tables()) {
      most += table.touched().size();
    }
    List<RowChange> changes = new ArrayList<>(most);
    for (WorkingTable table : tables()) {
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
