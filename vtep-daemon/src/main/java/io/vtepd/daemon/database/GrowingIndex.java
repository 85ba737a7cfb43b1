package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.value.Datum;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An index of a table that is there already, made a few ways of the {@link RowMap} at a time, so
 * that nobody waits for the whole. Rows of the ways that are still out are looked at one by one.
 */
final class GrowingIndex {

  private final RowIndex index;
  private int ways;
  private long lastUse;

  GrowingIndex(List<ColumnSchema> columns) {
    this.index = new RowIndex(columns);
  }

  List<ColumnSchema> columns() {
    return index.columns();
  }

  /** When it was of use last, counted in conditions. */
  long lastUse() {
    return lastUse;
  }

  void use(long now) {
    lastUse = now;
  }

  /** Takes in some more ways of the table, if any are out. */
  void grow(RowMap rows, int more) {
    int until = Math.min(ways + more, RowMap.WAYS);
    for (; ways < until; ways++) {
      rows.forEachOfWay(ways, index::add);
    }
  }

  /** How many rows {@link #find} is going to visit, about. */
  long estimate(RowMap rows, Map<ColumnSchema, Datum> equal) {
    long out = (long) rows.size() * (RowMap.WAYS - ways) / RowMap.WAYS;
    return out + index.count(key(equal));
  }

  /** Visits all rows that have those values, and those of the ways that are out. */
  void find(RowMap rows, Map<ColumnSchema, Datum> equal, Consumer<Row> visitor) {
    index.forEach(key(equal), visitor);
    for (int way = ways; way < RowMap.WAYS; way++) {
      rows.forEachOfWay(way, visitor);
    }
  }

  private IndexKey key(Map<ColumnSchema, Datum> equal) {
    return new IndexKey(columns().stream().map(equal::get).toList());
  }

  void add(Row row) {
    if (RowMap.way(row) < ways) {
      index.add(row);
    }
  }

  void remove(Row row) {
    if (RowMap.way(row) < ways) {
      index.remove(row);
    }
  }
}
