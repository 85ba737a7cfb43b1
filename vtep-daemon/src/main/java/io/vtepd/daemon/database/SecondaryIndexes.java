package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.value.Datum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Indexes of one table that no schema declares: made because conditions ask again and again which
 * rows have some values, so that the answer costs no look at every row.
 *
 * <p>An index is for the columns that a condition gives values for, all together, unless a smaller
 * one finds few rows already. Each condition that could use an index lets it grow a little.
 */
final class SecondaryIndexes {

  /** Smaller tables are looked through. */
  static final int FEWEST_ROWS = 2_000;

  /** Indexes of a table; one more takes the place of one that is not used any more, or is none. */
  static final int MOST_INDEXES = 4;

  /** An index is in use until so many conditions did without it. */
  static final int KEPT_FOR_CONDITIONS = 1_024;

  /** What finds no more rows than this is good enough. */
  private static final int FEW_ROWS = 64;

  private static final int WAYS_A_CONDITION = 2;

  private final List<GrowingIndex> indexes = new ArrayList<>();
  private long conditions;

  /**
   * Visits the rows that have those values, and maybe others.
   *
   * @param rows the table, as {@link #remove} and {@link #add} have told of it
   */
  void find(RowMap rows, Map<ColumnSchema, Datum> equal, Consumer<Row> visitor) {
    if (equal.isEmpty() || rows.size() < FEWEST_ROWS) {
      rows.forEach(visitor);
      return;
    }
    conditions++;
    Optional<GrowingIndex> best = best(rows, equal);
    if (best.isEmpty() || best.get().estimate(rows, equal) > FEW_ROWS) {
      create(equal);
      indexes.stream()
          .filter(index -> equal.keySet().containsAll(index.columns()))
          .forEach(index -> index.grow(rows, WAYS_A_CONDITION));
      best = best(rows, equal);
    }
    if (best.isPresent()) {
      best.get().use(conditions);
      best.get().find(rows, equal, visitor);
    } else {
      rows.forEach(visitor);
    }
  }

  private Optional<GrowingIndex> best(RowMap rows, Map<ColumnSchema, Datum> equal) {
    return indexes.stream()
        .filter(index -> equal.keySet().containsAll(index.columns()))
        .min(Comparator.comparingLong(index -> index.estimate(rows, equal)));
  }

  private void create(Map<ColumnSchema, Datum> equal) {
    boolean known =
        indexes.stream()
            .anyMatch(index ->
                index.columns().size() == equal.size()
                    && equal.keySet().containsAll(index.columns()));
    if (known) {
      return;
    }
    if (indexes.size() == MOST_INDEXES) {
      GrowingIndex oldest =
          indexes.stream().min(Comparator.comparingLong(GrowingIndex::lastUse)).orElseThrow();
      if (conditions - oldest.lastUse() < KEPT_FOR_CONDITIONS) {
        return;
      }
      indexes.remove(oldest);
    }
    GrowingIndex created =
        new GrowingIndex(
            equal.keySet().stream().sorted(Comparator.comparingInt(ColumnSchema::index)).toList());
    created.use(conditions);
    indexes.add(created);
  }

  /** A row is no longer in the table. */
  void remove(Row row) {
    for (GrowingIndex index : indexes) {
      index.remove(row);
    }
  }

  /** A row is in the table. */
  void add(Row row) {
    for (GrowingIndex index : indexes) {
      index.add(row);
    }
  }

  /** Forgets what a table that has become small does not need. */
  void onSize(int rowCount) {
    if (!indexes.isEmpty() && rowCount < FEWEST_ROWS / 2) {
      indexes.clear();
    }
  }

  /** The columns of each index. */
  List<List<ColumnSchema>> columns() {
    return indexes.stream().map(GrowingIndex::columns).toList();
  }
}
