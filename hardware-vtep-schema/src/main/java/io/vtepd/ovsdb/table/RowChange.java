package io.vtepd.ovsdb.table;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Objects;
import java.util.Optional;

/**
 * One row before and after a commit.
 *
 * @param before empty for an inserted row
 * @param after empty for a deleted row
 */
public record RowChange(TableSchema table, Optional<Row> before, Optional<Row> after) {

  public RowChange {
    Objects.requireNonNull(table);
    if (before.isEmpty() && after.isEmpty()) {
      throw new IllegalArgumentException("a change needs a row");
    }
  }

  public static RowChange insert(TableSchema table, Row row) {
    return new RowChange(table, Optional.empty(), Optional.of(row));
  }

  public static RowChange delete(TableSchema table, Row row) {
    return new RowChange(table, Optional.of(row), Optional.empty());
  }

  public static RowChange modify(TableSchema table, Row before, Row after) {
    return new RowChange(table, Optional.of(before), Optional.of(after));
  }

  public Uuid uuid() {
    return after.or(() -> before).orElseThrow().uuid();
  }

  public boolean isInsert() {
    return before.isEmpty();
  }

  public boolean isDelete() {
    return after.isEmpty();
  }

  /** Whether the column differs; every column of an inserted or deleted row does. */
  public boolean changes(ColumnSchema column) {
    return before.isEmpty()
        || after.isEmpty()
        || !before.get().get(column).equals(after.get().get(column));
  }
}
