package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happened between two snapshots of one schema while nobody was watching. */
final class ContentsDiff {

  private ContentsDiff() {}

  /** The changes that make {@code after} of {@code before}, in the order of the tables. */
  static ChangeSet between(Snapshot before, Snapshot after) {
    List<RowChange> changes = new ArrayList<>();
    for (TableSchema table : after.schema().tables()) {
      before
          .rows(table)
          .forEach(row -> {
            if (after.row(table, row.uuid()).isEmpty()) {
              changes.add(RowChange.delete(table, row));
            }
          });
      after
          .rows(table)
          .forEach(row -> {
            Optional<Row> old = before.row(table, row.uuid());
            if (old.isEmpty()) {
              changes.add(RowChange.insert(table, row));
            } else if (!old.get().sameColumns(row)) {
              changes.add(RowChange.modify(table, old.get(), row));
            }
          });
    }
    return new ChangeSet(changes);
  }
}
