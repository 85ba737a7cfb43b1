package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.IndexKey;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Uuid;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Touched rows by the values of some columns. */
final class TouchedIndex {

  private final List<ColumnSchema> columns;
  private final Map<IndexKey, Set<Uuid>> rows = new HashMap<>();

  TouchedIndex(List<ColumnSchema> columns) {
    this.columns = columns;
  }

  /** A copy, so that the rows may be changed while it is read. */
  List<Uuid> find(IndexKey key) {
    return List.copyOf(rows.getOrDefault(key, Set.of()));
  }

  void add(Row row) {
    rows.computeIfAbsent(IndexKey.of(row, columns), key -> new LinkedHashSet<>(2)).add(row.uuid());
  }

  void remove(Row row) {
    IndexKey key = IndexKey.of(row, columns);
    Set<Uuid> same = rows.get(key);
    if (same != null && same.remove(row.uuid()) && same.isEmpty()) {
      rows.remove(key);
    }
  }
}
