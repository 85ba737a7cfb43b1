package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks whole contents against their schema: what a commit checks of the rows that it touches. */
final class ContentsCheck {

  private final Snapshot contents;
  private final ReferenceMap places;

  private ContentsCheck(Snapshot contents) {
    this.contents = contents;
    this.places = new ReferenceMap(contents.schema());
  }

  /** Checks rows by themselves, and that what they refer to strongly exists. */
  static void checkRows(Snapshot contents) throws OvsdbException {
    ContentsCheck check = new ContentsCheck(contents);
    FirstError first = new FirstError();
    for (TableSchema table : contents.schema().tables()) {
      contents.rows(table).forEach(row -> first.offer(() -> check.checkRow(table, row)));
    }
    first.rethrow();
  }

  /** Gives each table's unique indexes, with all rows; after everything was cleaned, as well. */
  static List<List<RowIndex>> uniqueIndexes(Snapshot contents) throws OvsdbException {
    FirstError first = new FirstError();
    List<List<RowIndex>> all = new ArrayList<>();
    for (TableSchema table : contents.schema().tables()) {
      List<RowIndex> indexes = table.indexes().stream().map(RowIndex::new).toList();
      for (RowIndex index : indexes) {
        contents.rows(table).forEach(row -> first.offer(() -> checkUnique(table, index, row)));
      }
      all.add(indexes);
    }
    first.rethrow();
    return all;
  }

  /** Checks how many rows there are; after garbage was collected, as at a commit. */
  static void checkCounts(Snapshot contents) throws OvsdbException {
    for (TableSchema table : contents.schema().tables()) {
      int count = contents.rows(table).size();
      if (count > table.maxRows()) {
        throw OvsdbError.constraint(
                "table " + table + " has " + count + " rows, more than " + table.maxRows())
            .asException();
      }
    }
  }

  /** Checks a row by itself. */
  static void requireValues(TableSchema table, Row row) throws OvsdbException {
    Optional<OvsdbError> violation = checkValues(table, row);
    if (violation.isPresent()) {
      throw violation.get().asException();
    }
  }

  private static Optional<OvsdbError> checkValues(TableSchema table, Row row) {
    for (ColumnSchema column : table.columns()) {
      Datum datum = row.get(column);
      // A column that a conversion adds has its default, also where nobody may insert that.
      boolean isDefault = datum.equals(column.type().defaultDatum());
      Optional<OvsdbError> violation = isDefault ? Optional.empty() : column.type().check(datum);
      if (violation.isPresent()) {
        OvsdbError error = violation.get();
        return Optional.of(
            OvsdbError.of(error.tag(), place(table, column, row) + ": " + error.details()));
      }
    }
    return Optional.empty();
  }

  private Optional<OvsdbError> checkRow(TableSchema table, Row row) {
    Optional<OvsdbError> violation = checkValues(table, row);
    if (violation.isPresent()) {
      return violation;
    }
    for (ReferencePlace place : places.strong(table)) {
      Optional<Uuid> missing = missing(place, row);
      if (missing.isPresent()) {
        return Optional.of(
            OvsdbError.of(
                "referential integrity violation",
                place(table, place.column(), row)
                    + " references nonexistent row "
                    + missing.get()
                    + " in table "
                    + place.target()));
      }
    }
    return Optional.empty();
  }

  private Optional<Uuid> missing(ReferencePlace place, Row row) {
    var datum = row.get(place.column());
    for (int i = 0; i < datum.size(); i++) {
      Uuid target = place.reference(datum, i);
      if (!contents.rows(place.target()).contains(target)) {
        return Optional.of(target);
      }
    }
    return Optional.empty();
  }

  private static Optional<OvsdbError> checkUnique(TableSchema table, RowIndex index, Row row) {
    return index
        .addUnique(row)
        .map(other ->
            OvsdbError.constraint(
                "rows "
                    + other.uuid()
                    + " and "
                    + row.uuid()
                    + " of table "
                    + table
                    + " have identical values for index on "
                    + index.columns().stream().map(ColumnSchema::name).toList()));
  }

  private static String place(TableSchema table, ColumnSchema column, Row row) {
    return "Table " + table + " column " + column.name() + " row " + row.uuid();
  }

  /** Keeps the first error of checks that run inside of a visitor. */
  private static final class FirstError {
    private Optional<OvsdbError> error = Optional.empty();

    void offer(Supplier<Optional<OvsdbError>> check) {
      if (error.isEmpty()) {
        error = check.get();
      }
    }

    void rethrow() throws OvsdbException {
      if (error.isPresent()) {
        throw error.get().asException();
      }
    }
  }
}
