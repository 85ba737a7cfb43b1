package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Does to whole contents what a commit does to the rows that it touches: rows of tables that are no
 * roots go when nothing refers to them, then weak references to missing rows go.
 */
final class ContentsCleaning {

  private final References references;
  private Snapshot contents;

  private ContentsCleaning(Snapshot contents, References references) {
    this.contents = contents;
    this.references = references;
  }

  /**
   * The contents without all that; themselves if there is nothing of the kind.
   *
   * @param references of these contents; afterwards of what is left
   */
  static Snapshot clean(Snapshot contents, References references) throws OvsdbException {
    ContentsCleaning cleaning = new ContentsCleaning(contents, references);
    cleaning.collectGarbage();
    ContentsCheck.checkCounts(cleaning.contents);
    cleaning.cleanWeakReferences();
    return cleaning.contents;
  }

  private void collectGarbage() {
    Deque<RowName> garbage = new ArrayDeque<>();
    for (TableSchema table : contents.schema().tables()) {
      contents.rows(table).forEach(row -> addIfGarbage(table, row.uuid(), garbage));
    }
    while (!garbage.isEmpty()) {
      RowName name = garbage.pop();
      TableSchema table = name.table();
      Row row = contents.row(table, name.uuid()).orElseThrow();
      apply(List.of(RowChange.delete(table, row)));
      Set<RowName> targets = new LinkedHashSet<>();
      for (ReferencePlace place : references.places().strong(table)) {
        place.forEach(
            row.get(place.column()), uuid -> targets.add(new RowName(place.target(), uuid)));
      }
      targets.remove(name);
      targets.forEach(target -> addIfGarbage(target.table(), target.uuid(), garbage));
    }
  }

  private void addIfGarbage(TableSchema table, Uuid uuid, Deque<RowName> garbage) {
    if (!table.isRoot() && references.strong().count(table, uuid) == 0) {
      garbage.push(new RowName(table, uuid));
    }
  }

  private void cleanWeakReferences() throws OvsdbException {
    Set<RowName> dirty = new LinkedHashSet<>();
    for (TableSchema table : contents.schema().tables()) {
      references
          .weak()
          .targets(table)
          .forEach((uuid, sources) -> {
            if (!contents.rows(table).contains(uuid)) {
              dirty.addAll(sources);
            }
          });
    }
    List<RowChange> changes = new ArrayList<>();
    for (RowName name : dirty) {
      Row row = contents.row(name.table(), name.uuid()).orElseThrow();
      changes.add(RowChange.modify(name.table(), row, cleaned(name.table(), row)));
    }
    if (!changes.isEmpty()) {
      apply(changes);
    }
  }

  private Row cleaned(TableSchema table, Row row) throws OvsdbException {
    Map<ColumnSchema, Datum> values = new HashMap<>();
    for (ReferencePlace place : references.places().weak(table)) {
      ColumnSchema column = place.column();
      Datum before = values.getOrDefault(column, row.get(column));
      Datum after =
          before.filter(i -> contents.rows(place.target()).contains(place.reference(before, i)));
      if (after.size() < column.type().min()) {
        throw OvsdbError.constraint(
                "Table "
                    + table
                    + " column "
                    + column.name()
                    + " row "
                    + row.uuid()
                    + " would be empty without its weak references to missing rows")
            .asException();
      }
      values.put(column, after);
    }
    return row.with(values, row.version());
  }

  private void apply(List<RowChange> changes) {
    ChangeSet set = new ChangeSet(changes);
    references.apply(set);
    contents = contents.apply(set);
  }
}
