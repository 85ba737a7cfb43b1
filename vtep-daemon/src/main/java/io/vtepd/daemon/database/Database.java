package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One database: the current snapshot, and kept in step with it its unique indexes, the counts of
 * strong references, and who refers to whom weakly.
 *
 * <p>Owned by one thread. Only {@link #publish} changes the contents; a published snapshot never
 * changes. {@link #find} may make an index that it finds wanting.
 */
public final class Database {

  private final References references;
  private final List<List<RowIndex>> indexes;
  private final List<SecondaryIndexes> secondary = new ArrayList<>();
  private final List<TableDefaults> defaults = new ArrayList<>();
  private Snapshot snapshot;

  /**
   * @param contents is not checked: references exist and indexes are unique
   */
  public Database(Snapshot contents) {
    this(contents, new References(contents), indexesOf(contents));
  }

  /**
   * @param indexes of each table, with all rows
   */
  private Database(Snapshot contents, References references, List<List<RowIndex>> indexes) {
    this.snapshot = contents;
    this.references = references;
    this.indexes = indexes;
    for (TableSchema table : contents.schema().tables()) {
      secondary.add(new SecondaryIndexes());
      defaults.add(new TableDefaults(table));
    }
  }

  private static List<List<RowIndex>> indexesOf(Snapshot contents) {
    List<List<RowIndex>> all = new ArrayList<>();
    for (TableSchema table : contents.schema().tables()) {
      List<RowIndex> ofTable = table.indexes().stream().map(RowIndex::new).toList();
      contents.rows(table).forEach(row -> addUnique(table, ofTable, row));
      all.add(ofTable);
    }
    return all;
  }

  private static void addUnique(TableSchema table, List<RowIndex> indexes, Row row) {
    for (RowIndex index : indexes) {
      Optional<Row> other = index.addUnique(row);
      if (other.isPresent()) {
        throw new IllegalStateException(table + " has twice the index of " + other.get());
      }
    }
  }

  /**
   * A database with contents that come from outside of this process. Everything that a commit
   * checks is checked over all rows, in a commit's order: rows that are garbage go before rows are
   * counted, and weak references to nothing before indexes are looked at.
   *
   * @throws OvsdbException naming table, row and column, if the contents break the schema
   */
  public static Database load(Snapshot contents) throws OvsdbException {
    ContentsCheck.checkRows(contents);
    References references = new References(contents);
    Snapshot cleaned = ContentsCleaning.clean(contents, references);
    return new Database(cleaned, references, ContentsCheck.uniqueIndexes(cleaned));
  }

  public DatabaseSchema schema() {
    return snapshot.schema();
  }

  /** The current contents. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** Where references stand in the schema. */
  public ReferenceMap places() {
    return references.places();
  }

  /**
   * A row of defaults, as a template for a new row that gives values for some columns.
   *
   * @throws OvsdbException {@code constraint violation} if another column's default is not allowed
   *     there
   */
  public Row defaults(TableSchema table, Set<ColumnSchema> given) throws OvsdbException {
    return defaults.get(table.index()).row(given);
  }

  /** How many strong references name that row, those in itself left out. */
  public int strongReferenceCount(TableSchema table, Uuid uuid) {
    return references.strong().count(table, uuid);
  }

  /** The rows that refer weakly to that row, whether it is there or not. */
  public Set<RowName> weakSources(TableSchema target, Uuid uuid) {
    return references.weak().sources(target, uuid);
  }

  /**
   * The row that has those values in the columns of one of its table's unique indexes.
   *
   * @param index the place of the index in {@link TableSchema#indexes}
   */
  public Optional<Row> findUnique(TableSchema table, int index, IndexKey key) {
    return indexes.get(table.index()).get(index).findUnique(key);
  }

  /**
   * Visits the rows that have those values, and maybe others: by a unique index, else by an index
   * that is made for the purpose, else all rows.
   */
  public void find(TableSchema table, Map<ColumnSchema, Datum> equal, Consumer<Row> visitor) {
    List<RowIndex> unique = indexes.get(table.index());
    for (RowIndex index : unique) {
      if (equal.keySet().containsAll(index.columns())) {
        index.forEach(new IndexKey(index.columns().stream().map(equal::get).toList()), visitor);
        return;
      }
    }
    secondary.get(table.index()).find(snapshot.rows(table), equal, visitor);
  }

  /** Makes a commit, prepared from the current contents, the current contents. */
  public void publish(PreparedCommit commit) {
    // First all that goes, so that rows may swap the values of a unique index.
    for (RowChange change : commit.changes().changes()) {
      change.before().ifPresent(row -> removeFromIndexes(change.table(), row));
    }
    for (RowChange change : commit.changes().changes()) {
      change.after().ifPresent(row -> addToIndexes(change.table(), row));
    }
    references.apply(commit.changes());
    snapshot = commit.after();
    for (TableSchema table : snapshot.schema().tables()) {
      secondary.get(table.index()).onSize(snapshot.rows(table).size());
    }
  }

  private void addToIndexes(TableSchema table, Row row) {
    addUnique(table, indexes.get(table.index()), row);
    secondary.get(table.index()).add(row);
  }

  private void removeFromIndexes(TableSchema table, Row row) {
    for (RowIndex index : indexes.get(table.index())) {
      index.remove(row);
    }
    secondary.get(table.index()).remove(row);
  }
}
