package io.vtepd.ovsdb.table;

import io.vtepd.ovsdb.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** What one commit changed: at most one change a row. */
public record ChangeSet(List<RowChange> changes) {

  public ChangeSet {
    changes = List.copyOf(changes);
  }

  /** Everything in a snapshot, as if one commit had inserted it. */
  public static ChangeSet insertAll(Snapshot snapshot) {
    List<RowChange> all = new ArrayList<>();
    for (TableSchema table : snapshot.schema().tables()) {
      snapshot.rows(table).forEach(row -> all.add(RowChange.insert(table, row)));
    }
    return new ChangeSet(all);
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** The changes of one table. */
  public List<RowChange> of(TableSchema table) {
    return changes.stream().filter(change -> change.table() == table).toList();
  }
}
