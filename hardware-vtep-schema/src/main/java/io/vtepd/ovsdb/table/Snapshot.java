package io.vtepd.ovsdb.table;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** All rows of a database at one moment. Immutable. */
public final class Snapshot {

  private final DatabaseSchema schema;
  private final RowMap[] tables;

  private Snapshot(DatabaseSchema schema, RowMap[] tables) {
    this.schema = Objects.requireNonNull(schema);
    this.tables = tables;
  }

  /** A database of that schema without rows. */
  public static Snapshot empty(DatabaseSchema schema) {
    RowMap[] tables = new RowMap[schema.tables().size()];
    Arrays.fill(tables, RowMap.empty());
    return new Snapshot(schema, tables);
  }

  public DatabaseSchema schema() {
    return schema;
  }

  /** The rows of a table of this database. */
  public RowMap rows(TableSchema table) {
    return tables[table.index()];
  }

  /** Of all tables. */
  public long rowCount() {
    return schema.tables().stream().mapToLong(table -> rows(table).size()).sum();
  }

  public Optional<Row> row(TableSchema table, Uuid uuid) {
    return rows(table).get(uuid);
  }

  /** This snapshot with other rows in one table. */
  public Snapshot with(TableSchema table, RowMap rows) {
    RowMap[] changed = tables.clone();
    changed[table.index()] = Objects.requireNonNull(rows);
    return new Snapshot(schema, changed);
  }

  /** This snapshot after those changes. */
  public Snapshot apply(ChangeSet changes) {
    if (changes.changes().size() == 1) {
      return apply(changes.changes().getFirst());
    }
    RowMap.Editor[] editors = new RowMap.Editor[tables.length];
    for (RowChange change : changes.changes()) {
      int table = change.table().index();
      if (editors[table] == null) {
        editors[table] = tables[table].edit();
      }
      if (change.after().isPresent()) {
        editors[table].put(change.after().get());
      } else {
        editors[table].remove(change.uuid());
      }
    }
    RowMap[] changed = tables.clone();
    for (int i = 0; i < changed.length; i++) {
      if (editors[i] != null) {
        changed[i] = editors[i].toMap();
      }
    }
    return new Snapshot(schema, changed);
  }

  private Snapshot apply(RowChange change) {
    RowMap before = rows(change.table());
    return with(
        change.table(),
        change.after().isPresent()
            ? before.with(change.after().get())
            : before.without(change.uuid()));
  }
}
