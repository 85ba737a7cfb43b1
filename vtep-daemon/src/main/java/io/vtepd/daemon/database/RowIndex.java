package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.value.Datum;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rows by the values of some columns. A pointer a slot for values that one row has: they are read
 * from the row. Rows of equal values share a slot. Hashes are kept, so that growing looks at no
 * row: somebody waits for it.
 *
 * <p>Linear probing; a removal moves later entries of its run up.
 */
final class RowIndex {

  private static final int FEWEST_SLOTS = 8;

  private final List<ColumnSchema> columns;
  private final ColumnSchema[] ordered;

  /** Null, a {@link Row}, or a {@link Group}. */
  private Object[] slots = new Object[FEWEST_SLOTS];

  private int[] hashes = new int[FEWEST_SLOTS];
  private int used;

  /** Two and more rows of equal values. */
  private static final class Group {
    private final List<Datum> key;
    private RowMap rows;

    Group(List<Datum> key, RowMap rows) {
      this.key = key;
      this.rows = rows;
    }
  }

  RowIndex(List<ColumnSchema> columns) {
    this.columns = List.copyOf(columns);
    this.ordered = this.columns.toArray(ColumnSchema[]::new);
  }

  List<ColumnSchema> columns() {
    return columns;
  }

  /** How many rows have those values, in the order of the index's columns. */
  int count(IndexKey key) {
    Object slot = slots[find(key)];
    return slot instanceof Group group ? group.rows.size() : slot == null ? 0 : 1;
  }

  /** Visits the rows that have those values. */
  void forEach(IndexKey key, Consumer<Row> visitor) {
    Object slot = slots[find(key)];
    if (slot instanceof Group group) {
      group.rows.forEach(visitor);
    } else if (slot instanceof Row row) {
      visitor.accept(row);
    }
  }

  /** The row that has those values in an index of which no two have the same. */
  Optional<Row> findUnique(IndexKey key) {
    return slots[find(key)] instanceof Row row ? Optional.of(row) : Optional.empty();
  }

  /** Adds a row, unless another one has its values: then gives that. */
  Optional<Row> addUnique(Row row) {
    int hash = hash(row);
    int at = find(hash, row);
    if (slots[at] instanceof Row other) {
      return Optional.of(other);
    }
    take(at, hash, row);
    return Optional.empty();
  }

  /** Adds a row that is not here. */
  void add(Row row) {
    int hash = hash(row);
    int at = find(hash, row);
    if (slots[at] == null) {
      take(at, hash, row);
    } else if (slots[at] instanceof Group group) {
      group.rows = group.rows.with(row);
    } else {
      RowMap both = RowMap.empty().with((Row) slots[at]).with(row);
      slots[at] = new Group(IndexKey.of(row, columns).values(), both);
    }
  }

  private void take(int at, int hash, Row row) {
    slots[at] = row;
    hashes[at] = hash;
    if (++used * 3L > slots.length * 2L) {
      grow();
    }
  }

  /** Removes a row that is here. */
  void remove(Row row) {
    int at = find(hash(row), row);
    if (slots[at] instanceof Group group) {
      RowMap rest = group.rows.without(row.uuid());
      if (rest.size() == group.rows.size()) {
        throw missing(row);
      }
      group.rows = rest;
      if (rest.size() == 1) {
        rest.forEach(last -> slots[at] = last);
      }
    } else if (slots[at] instanceof Row present && present.isNamed(row.uuid())) {
      close(at);
      used--;
    } else {
      throw missing(row);
    }
  }

  private static IllegalStateException missing(Row row) {
    return new IllegalStateException("row is not in the index: " + row);
  }

  private void close(int slot) {
    int hole = slot;
    slots[hole] = null;
    for (int at = next(hole); slots[at] != null; at = next(at)) {
      int home = home(hashes[at]);
      boolean between = hole <= at ? hole < home && home <= at : hole < home || home <= at;
      if (!between) {
        slots[hole] = slots[at];
        hashes[hole] = hashes[at];
        slots[at] = null;
        hole = at;
      }
    }
  }

  private void grow() {
    Object[] oldSlots = slots;
    int[] oldHashes = hashes;
    slots = new Object[2 * oldSlots.length];
    hashes = new int[2 * oldHashes.length];
    for (int old = 0; old < oldSlots.length; old++) {
      if (oldSlots[old] != null) {
        int slot = home(oldHashes[old]);
        while (slots[slot] != null) {
          slot = next(slot);
        }
        slots[slot] = oldSlots[old];
        hashes[slot] = oldHashes[old];
      }
    }
  }

  /** The slot of those values, or the free one where they would go. */
  private int find(IndexKey key) {
    int hash = hash(key.values());
    int slot = home(hash);
    while (slots[slot] != null && !(hashes[slot] == hash && matches(slots[slot], key.values()))) {
      slot = next(slot);
    }
    return slot;
  }

  private int find(int hash, Row row) {
    int slot = home(hash);
    while (slots[slot] != null && !(hashes[slot] == hash && matches(slots[slot], row))) {
      slot = next(slot);
    }
    return slot;
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
    for (ColumnSchema column : ordered) {
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

  private boolean matches(Object slot, List<Datum> key) {
    return slot instanceof Group group ? group.key.equals(key) : matches((Row) slot, key);
  }

  private boolean matches(Row row, List<Datum> key) {
    for (int i = 0; i < ordered.length; i++) {
      if (!row.get(ordered[i]).equals(key.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(Object slot, Row row) {
    if (slot instanceof Group group) {
      return matches(row, group.key);
    }
    for (ColumnSchema column : ordered) {
      if (!((Row) slot).get(column).equals(row.get(column))) {
        return false;
      }
    }
    return true;
  }
}
