package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.IndexKey;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A table as a transaction sees it: the committed rows, overlaid by those that it touched. */
final class WorkingTable {

  /** So few touched rows are looked through. */
  private static final int FEW_ROWS = 32;

  private final Database database;
  private final TableSchema table;
  private final RowMap committed;
  private final Map<Uuid, TouchedRow> touched = new LinkedHashMap<>();
  private final Map<List<ColumnSchema>, TouchedIndex> indexes = new HashMap<>();
  private int rowCount;
  private boolean committedTouched;

  WorkingTable(Database database, TableSchema table) {
    this.database = database;
    this.table = table;
    this.committed = database.snapshot().rows(table);
    this.rowCount = committed.size();
  }

  TableSchema schema() {
    return table;
  }

  int rowCount() {
    return rowCount;
  }

  Optional<Row> row(Uuid uuid) {
    TouchedRow known = touched.get(uuid);
    return known != null ? known.after() : committed.get(uuid);
  }

  boolean mayInsert(Uuid uuid) {
    return !touched.containsKey(uuid) && !committed.contains(uuid);
  }

  /** Visits the rows that have those values, and maybe others. */
  void find(Map<ColumnSchema, Datum> equal, Consumer<Row> visitor) {
    if (touched.isEmpty()) {
      database.find(table, equal, visitor);
      return;
    }
    database.find(
        table,
        equal,
        row -> {
          if (!touched.containsKey(row.uuid())) {
            visitor.accept(row);
          }
        });
    if (equal.isEmpty() || touched.size() <= FEW_ROWS) {
      touched.values().forEach(row -> row.after().ifPresent(visitor));
    } else {
      List<ColumnSchema> columns = List.copyOf(equal.keySet());
      findTouched(columns, new IndexKey(columns.stream().map(equal::get).toList()), visitor);
    }
  }

  Collection<TouchedRow> touched() {
    return touched.values();
  }

  /** Those of now, so that rows may be touched and forgotten while they are gone through. */
  List<TouchedRow> touchedNow() {
    return new ArrayList<>(touched.values());
  }

  /** Whether the transaction touched a row that was there before it: not only inserted ones. */
  boolean hasTouchedCommitted() {
    return committedTouched;
  }

  void insert(Row row) {
    put(new TouchedRow(table, row.uuid(), Optional.empty(), Optional.of(row), 0));
    indexTouched(row);
    rowCount++;
  }

  /** Gives a row of this table other values. */
  void modify(Row before, Row after) {
    TouchedRow row = touch(before.uuid()).orElseThrow();
    unindexTouched(before);
    row.become(Optional.of(after));
    indexTouched(after);
  }

  /** Deletes a row. One that this transaction inserted is forgotten, and may be inserted again. */
  void delete(Row row) {
    TouchedRow known = touch(row.uuid()).orElseThrow();
    unindexTouched(row);
    known.become(Optional.empty());
    if (known.isInserted()) {
      touched.remove(row.uuid());
    }
    rowCount--;
  }

  /** The row among the touched ones, made one of them if it exists. */
  Optional<TouchedRow> touch(Uuid uuid) {
    TouchedRow known = touched.get(uuid);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Row> row = committed.get(uuid);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    TouchedRow fresh =
        new TouchedRow(table, uuid, row, row, database.strongReferenceCount(table, uuid));
    put(fresh);
    committedTouched = true;
    indexTouched(row.get());
    return Optional.of(fresh);
  }

  private void put(TouchedRow row) {
    touched.put(row.uuid(), row);
  }

  void forget(TouchedRow row) {
    row.after().ifPresent(this::unindexTouched);
    touched.remove(row.uuid());
  }

  /**
   * Visits the rows that have those values in a unique index's columns; before commit several may.
   */
  void findByIndex(int index, IndexKey key, Consumer<Row> visitor) {
    database
        .findUnique(table, index, key)
        .filter(row -> !touched.containsKey(row.uuid()))
        .ifPresent(visitor);
    if (!touched.isEmpty()) {
      findTouched(table.indexes().get(index), key, visitor);
    }
  }

  private void findTouched(List<ColumnSchema> columns, IndexKey key, Consumer<Row> visitor) {
    TouchedIndex index = indexes.computeIfAbsent(columns, this::indexTouched);
    for (Uuid uuid : index.find(key)) {
      row(uuid).ifPresent(visitor);
    }
  }

  private TouchedIndex indexTouched(List<ColumnSchema> columns) {
    TouchedIndex index = new TouchedIndex(columns);
    touched.values().forEach(row -> row.after().ifPresent(index::add));
    return index;
  }

  private void indexTouched(Row row) {
    if (!indexes.isEmpty()) {
      indexes.values().forEach(index -> index.add(row));
    }
  }

  private void unindexTouched(Row row) {
    if (!indexes.isEmpty()) {
      indexes.values().forEach(index -> index.remove(row));
    }
  }
}
