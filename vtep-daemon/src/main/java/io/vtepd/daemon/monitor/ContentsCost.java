package io.vtepd.daemon.monitor;

import io.vtepd.ovsdb.monitor.MonitorShape;
import io.vtepd.ovsdb.monitor.MonitoredColumn;
import io.vtepd.ovsdb.monitor.MonitoredTable;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.StringAtom;

/**
 * About how much work it is to encode initial contents, counted in values; no further than to the
 * limit up to which they are called short, so that to count is short, too.
 */
final class ContentsCost {

  /** Some tenths of a millisecond. */
  static final int MOST_OF_SHORT = 4_096;

  /** A string is worth one more value for each of so many bytes. */
  private static final int BYTES_A_VALUE = 32;

  private long cost;

  private ContentsCost() {}

  /** Whether encoding holds up nobody, so that whoever owns the database may do it. */
  static boolean isShort(MonitorShape shape, Snapshot snapshot) {
    return new ContentsCost().fits(shape, snapshot);
  }

  private boolean fits(MonitorShape shape, Snapshot snapshot) {
    for (MonitoredTable table : shape.tables()) {
      // For each row its columns and the clauses that it is tested with.
      long each = 1L + table.columns().size() + table.where().clauses().size();
      cost += snapshot.rows(table.table()).size() * each;
    }
    for (MonitoredTable table : shape.tables()) {
      if (cost <= MOST_OF_SHORT) {
        snapshot.rows(table.table()).forEach(row -> addValues(table, row));
      }
    }
    return cost <= MOST_OF_SHORT;
  }

  private void addValues(MonitoredTable table, Row row) {
    for (MonitoredColumn column : table.columns()) {
      Datum datum = row.get(column.column());
      cost += datum.size();
      for (int i = 0; i < datum.size() && cost <= MOST_OF_SHORT; i++) {
        add(datum.key(i));
        if (datum instanceof MapDatum map) {
          add(map.value(i));
        }
      }
    }
  }

  private void add(Atom atom) {
    if (atom instanceof StringAtom text) {
      cost += text.utf8Room() / BYTES_A_VALUE;
    }
  }
}
