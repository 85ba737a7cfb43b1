package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.Optional;

/** Who refers to whom in the contents of a database. */
final class References {

  private final ReferenceMap places;
  private final StrongReferences strong;
  private final WeakReferences weak;

  References(Snapshot contents) {
    DatabaseSchema schema = contents.schema();
    this.places = new ReferenceMap(schema);
    this.strong = new StrongReferences(schema, places);
    this.weak = new WeakReferences(schema, places);
    for (TableSchema table : schema.tables()) {
      contents
          .rows(table)
          .forEach(row -> {
            strong.add(table, row, Optional.empty(), 1);
            weak.change(table, Optional.empty(), Optional.of(row));
          });
    }
  }

  ReferenceMap places() {
    return places;
  }

  StrongReferences strong() {
    return strong;
  }

  WeakReferences weak() {
    return weak;
  }

  void apply(ChangeSet changes) {
    // First all that goes, so that no count is below zero on the way.
    for (RowChange change : changes.changes()) {
      if (change.before().isPresent()) {
        strong.add(change.table(), change.before().get(), change.after(), -1);
      }
    }
    for (RowChange change : changes.changes()) {
      if (change.after().isPresent()) {
        strong.add(change.table(), change.after().get(), change.before(), 1);
      }
      weak.change(change.table(), change.before(), change.after());
    }
  }
}
