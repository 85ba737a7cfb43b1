package io.vtepd.ovsdb.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A table (RFC 7047 section 3.2).
 *
 * <p>Identity is what counts: two tables are the same only if they are the same object of the same
 * {@link DatabaseSchema}.
 */
public final class TableSchema {

  private final String name;
  private final int index;
  private final List<ColumnSchema> columns;
  private final Map<String, ColumnSchema> byName;
  private final boolean root;
  private final long maxRows;
  private final List<List<ColumnSchema>> indexes;

  /**
   * @param index its place among the database's tables, in order of names
   * @param columns in order of names, {@code columns.get(i).index() == i}
   * @param root whether its rows stay without being referenced, after the rule for old schemas: no
   *     {@code isRoot: true} at all makes every table a root
   * @param maxRows most rows after a commit; {@code Long.MAX_VALUE} for any number
   * @param indexes sets of columns whose values must be unique among the rows
   */
  public TableSchema(
      String name,
      int index,
      List<ColumnSchema> columns,
      boolean root,
      long maxRows,
      List<List<ColumnSchema>> indexes) {
    this.name = Objects.requireNonNull(name);
    this.index = index;
    this.columns = List.copyOf(columns);
    this.root = root;
    this.maxRows = maxRows;
    this.indexes = indexes.stream().map(List::copyOf).toList();
    this.byName = new HashMap<>();
    for (ColumnSchema column : this.columns) {
      if (column.index() != byName.size() || byName.put(column.name(), column) != null) {
        throw new IllegalArgumentException("column " + column.name() + " is out of place");
      }
    }
    byName.put(ColumnSchema.ROW_UUID.name(), ColumnSchema.ROW_UUID);
    byName.put(ColumnSchema.ROW_VERSION.name(), ColumnSchema.ROW_VERSION);
  }

  public String name() {
    return name;
  }

  /** Its place among the tables of its database. */
  public int index() {
    return index;
  }

  /** All columns but {@code _uuid} and {@code _version}, in order of names. */
  public List<ColumnSchema> columns() {
    return columns;
  }

  /** The column of that name, {@code _uuid} and {@code _version} included. */
  public Optional<ColumnSchema> column(String columnName) {
    return Optional.ofNullable(byName.get(columnName));
  }

  /** A column that must be there. */
  public ColumnSchema requireColumn(String columnName) {
    return column(columnName)
        .orElseThrow(() -> new IllegalArgumentException("no column " + columnName + " in " + name));
  }

  /** Whether rows stay though nothing refers to them. */
  public boolean isRoot() {
    return root;
  }

  public long maxRows() {
    return maxRows;
  }

  public List<List<ColumnSchema>> indexes() {
    return indexes;
  }

  @Override
  public String toString() {
    return name;
  }
}
