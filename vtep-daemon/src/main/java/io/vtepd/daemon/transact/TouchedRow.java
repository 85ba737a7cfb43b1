package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Optional;

/** A row that a transaction inserted, changed, deleted, or has to look at when it commits. */
final class TouchedRow {

  private final TableSchema table;
  private final Uuid uuid;
  private final Optional<Row> before;
  private Optional<Row> after;
  private int strongReferences;

  /**
   * @param strongReferences how many name it before the transaction
   */
  TouchedRow(
      TableSchema table,
      Uuid uuid,
      Optional<Row> before,
      Optional<Row> after,
      int strongReferences) {
    this.table = table;
    this.uuid = uuid;
    this.before = before;
    this.after = after;
    this.strongReferences = strongReferences;
  }

  TableSchema table() {
    return table;
  }

  Uuid uuid() {
    return uuid;
  }

  /** As it was committed; empty if the transaction inserted it. */
  Optional<Row> before() {
    return before;
  }

  /** As the transaction left it; empty if it is deleted. */
  Optional<Row> after() {
    return after;
  }

  boolean isDeleted() {
    return after.isEmpty();
  }

  boolean isInserted() {
    return before.isEmpty();
  }

  /** Whether it exists before and after with the same values. */
  boolean isUnchanged() {
    return before.isPresent()
        && after.isPresent()
        && (before.get() == after.get() || before.get().sameColumns(after.get()));
  }

  void become(Optional<Row> row) {
    after = row;
  }

  /** How many strong references name it; those of the transaction count once it commits. */
  int strongReferences() {
    return strongReferences;
  }

  void addStrongReferences(int delta) {
    strongReferences += delta;
  }

  RowChange change() {
    return new RowChange(table, before, after);
  }
}
