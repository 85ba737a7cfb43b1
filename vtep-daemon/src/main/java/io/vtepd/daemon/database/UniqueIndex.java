package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import java.util.List;
import java.util.Optional;

/**
 * Rows by the values of a unique index's columns (RFC 7047 section 3.2, {@code indexes}). A pointer
 * a slot: keys are read from the rows.
 *
 * <p>Linear probing; a removal moves later entries of its run up.
 */
final class UniqueIndex {

  private static final int FEWEST_SLOTS = 8;

  private final List<ColumnSchema> columns;
  private Row[] slots = new Row[FEWEST_SLOTS];
  private int size;

  UniqueIndex(List<ColumnSchema> columns) {
    this.columns = List.copyOf(columns);
  }

  int size() {
    return size;
  }

  /** The row with those values, in the order of the index's columns. */
  Optional<Row> find(IndexKey key) {
    int slot = home(hash(key.values()));
    while (slots[slot] != null) {
      if (matches(slots[slot], key.values())) {
        return Optional.of(slots[slot]);
      }
      slot = next(slot);
    }
    return Optional.empty();
  }

  /** Adds a row, unless another one has its values: then gives that. */
  Optional<Row> add(Row row) {
    int slot = home(hash(row));
    while (slots[slot] != null) {
      if (equalKeys(slots[slot], row)) {
        return Optional.of(slots[slot]);
      }
      slot = next(slot);
    }
    slots[slot] = row;
    if (++size * 3L > slots.length * 2L) {
      grow();
    }
    return Optional.empty();
  }

  /** Removes a row that is here. */
  void remove(Row row) {
    int slot = home(hash(row));
    while (slots[slot] == null || !slots[slot].uuid().equals(row.uuid())) {
      if (slots[slot] == null) {
        throw new IllegalStateException("row is not in the index: " + row);
      }
      slot = next(slot);
    }
    close(slot);
    size--;
  }

  private void close(int slot) {
    int hole = slot;
    slots[hole] = null;
    for (int at = next(hole); slots[at] != null; at = next(at)) {
      int home = home(hash(slots[at]));
      boolean between = hole <= at ? hole < home && home <= at : hole < home || home <= at;
      if (!between) {
        slots[hole] = slots[at];
        slots[at] = null;
        hole = at;
      }
    }
  }

  private void grow() {
    Row[] old = slots;
    slots = new Row[2 * old.length];
    for (Row row : old) {
      if (row != null) {
        int slot = home(hash(row));
        while (slots[slot] != null) {
          slot = next(slot);
        }
        slots[slot] = row;
      }
    }
  }

  private int home(int hash) {
    int mixed = hash * 0x9e3779b9;
    return (mixed ^ mixed >>> 16) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private int hash(Row row) {
    int hash = 1;
    for (ColumnSchema column : columns) {
      hash = 31 * hash + row.get(column).hashCode();
    }
    return hash;
  }

  private static int hash(List<Datum> key) {
    int hash = 1;
    for (Datum datum : key) {
      hash = 31 * hash + datum.hashCode();
    }
    return hash;
  }

  private boolean matches(Row row, List<Datum> key) {
    for (int i = 0; i < columns.size(); i++) {
      if (!row.get(columns.get(i)).equals(key.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean equalKeys(Row left, Row right) {
    for (ColumnSchema column : columns) {
      if (!left.get(column).equals(right.get(column))) {
        return false;
      }
    }
    return true;
  }
}
