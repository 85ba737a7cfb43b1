package io.vtepd.ovsdb.table;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * An immutable row: its UUID, its version, and a datum for each column of its table.
 *
 * <p>The two UUIDs are kept as numbers, for there may be millions of rows.
 */
public final class Row {

  private final long uuidHigh;
  private final long uuidLow;
  private final long versionHigh;
  private final long versionLow;
  private final Datum[] columns;

  private Row(Uuid uuid, Uuid version, Datum[] columns) {
    this.uuidHigh = uuid.high();
    this.uuidLow = uuid.low();
    this.versionHigh = version.high();
    this.versionLow = version.low();
    this.columns = columns;
  }

  /**
   * @param columns a datum for each of the table's columns, in their order
   */
  public static Row of(Uuid uuid, Uuid version, Datum[] columns) {
    return new Row(uuid, version, columns.clone());
  }

  /** A row whose columns all have their defaults. */
  public static Row ofDefaults(TableSchema table, Uuid uuid, Uuid version) {
    Datum[] columns = new Datum[table.columns().size()];
    for (ColumnSchema column : table.columns()) {
      columns[column.index()] = column.type().defaultDatum();
    }
    return new Row(uuid, version, columns);
  }

  public Uuid uuid() {
    return new Uuid(uuidHigh, uuidLow);
  }

  /** Whether that is this row's UUID. */
  public boolean isNamed(Uuid uuid) {
    return uuid.low() == uuidLow && uuid.high() == uuidHigh;
  }

  long uuidHigh() {
    return uuidHigh;
  }

  long uuidLow() {
    return uuidLow;
  }

  public Uuid version() {
    return new Uuid(versionHigh, versionLow);
  }

  /** The value of a column of this row's table, {@code _uuid} and {@code _version} included. */
  public Datum get(ColumnSchema column) {
    int index = column.index();
    if (index < 0) {
      return index == ColumnSchema.ROW_UUID.index() ? uuid() : version();
    }
    return columns[index];
  }

  /**
   * Lets the row keep another object for a value that it has, one that other rows keep, too. To
   * readers nothing changes, whichever of the two they find.
   *
   * @throws IllegalArgumentException if the column's value is not that
   */
  public void share(ColumnSchema column, Datum equal) {
    if (!columns[column.index()].equals(equal)) {
      throw new IllegalArgumentException(equal + " is not the value of " + column.name());
    }
    columns[column.index()] = equal;
  }

  /** A new row that has this one's values but for some columns: for rows made from a template. */
  public Row copyAs(Uuid newUuid, Uuid newVersion, Map<ColumnSchema, Datum> changes) {
    Datum[] changed = columns.clone();
    changes.forEach((column, datum) -> changed[column.index()] = Objects.requireNonNull(datum));
    return new Row(newUuid, newVersion, changed);
  }

  /** This row with other values in some columns, and another version. */
  public Row with(Map<ColumnSchema, Datum> changes, Uuid newVersion) {
    Datum[] changed = columns.clone();
    changes.forEach((column, datum) -> changed[column.index()] = Objects.requireNonNull(datum));
    return new Row(uuid(), newVersion, changed);
  }

  /** This row with another value in one column; the version stays. */
  public Row with(ColumnSchema column, Datum datum) {
    Datum[] changed = columns.clone();
    changed[column.index()] = Objects.requireNonNull(datum);
    return new Row(uuid(), version(), changed);
  }

  /** This row as another version of itself. */
  public Row withVersion(Uuid newVersion) {
    return new Row(uuid(), newVersion, columns);
  }

  /** Whether all columns are equal; UUID and version do not count. */
  public boolean sameColumns(Row other) {
    return Arrays.equals(columns, other.columns);
  }

  @Override
  public String toString() {
    return uuid() + Arrays.toString(columns);
  }
}
