package io.vtepd.daemon.database;

import io.vtepd.ovsdb.json.DatumJson;
import io.vtepd.ovsdb.json.NamedUuids;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.ColumnValues;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Carries contents over to another schema (ovsdb-server(7), {@code convert}): what has no place
 * there is dropped, new columns have their defaults, and a value goes where its JSON fits the other
 * type, so that an integer becomes an optional integer or a real.
 */
public final class SchemaConversion {

  /** A column that both schemas have. */
  private record Carried(ColumnSchema from, ColumnSchema to, boolean sameType) {}

  /**
   * A table that both schemas have.
   *
   * @param sameForm whether it has the same columns of the same types in both
   */
  private record Shared(TableSchema to, Row defaults, List<Carried> columns, boolean sameForm) {}

  private final DatabaseSchema schema;
  private final RandomGenerator versions;
  private final List<Optional<Shared>> tables = new ArrayList<>();

  /**
   * @param versions for the rows' {@code _version}
   */
  public SchemaConversion(DatabaseSchema from, DatabaseSchema to, RandomGenerator versions) {
    this.schema = to;
    this.versions = versions;
    for (TableSchema table : from.tables()) {
      tables.add(to.table(table.name()).map(other -> shared(table, other)));
    }
  }

  private static Shared shared(TableSchema from, TableSchema to) {
    List<Carried> columns = new ArrayList<>();
    for (ColumnSchema column : from.columns()) {
      to.column(column.name())
          .ifPresent(
              other -> columns.add(new Carried(column, other, column.type().equals(other.type()))));
    }
    boolean sameForm =
        columns.size() == from.columns().size()
            && columns.size() == to.columns().size()
            && columns.stream().allMatch(Carried::sameType);
    return new Shared(to, Row.ofDefaults(to, Uuid.ZERO, Uuid.ZERO), columns, sameForm);
  }

  /**
   * A database of the other schema with what fits there. As at a commit, rows that are garbage go,
   * and so do weak references to nothing.
   *
   * @param versions for the rows' {@code _version}
   * @throws OvsdbException naming table, row and column, if a value does not fit or the other
   *     schema's constraints forbid the contents
   */
  public static Database convert(Snapshot before, DatabaseSchema schema, RandomGenerator versions)
      throws OvsdbException {
    return Database.load(new SchemaConversion(before.schema(), schema, versions).rows(before));
  }

  /**
   * The rows alone: nothing is checked but that each value fits its column's type.
   *
   * @throws OvsdbException naming table, row and column, if a value does not fit
   */
  public Snapshot rows(Snapshot before) throws OvsdbException {
    Snapshot after = Snapshot.empty(schema);
    for (TableSchema from : before.schema().tables()) {
      Optional<Shared> shared = tables.get(from.index());
      if (shared.isPresent()) {
        after = after.with(shared.get().to, before.rows(from).map(row -> row(shared.get(), row)));
      }
    }
    return after;
  }

  /**
   * What commits mean in the other schema.
   *
   * @param changes made to the contents after those that have become {@code converted}
   * @throws OvsdbException naming table, row and column, if a value does not fit
   */
  public ChangeSet changes(ChangeSet changes, Snapshot converted) throws OvsdbException {
    List<RowChange> all = new ArrayList<>();
    for (RowChange change : changes.changes()) {
      Optional<Shared> shared = tables.get(change.table().index());
      if (shared.isPresent()) {
        TableSchema to = shared.get().to;
        Optional<Row> before = converted.row(to, change.uuid());
        Optional<Row> after = Optional.empty();
        if (change.after().isPresent()) {
          Row row = row(shared.get(), change.after().get());
          ContentsCheck.requireValues(to, row);
          after = Optional.of(row);
        }
        if (before.isPresent() || after.isPresent()) {
          all.add(new RowChange(to, before, after));
        }
      }
    }
    return new ChangeSet(all);
  }

  private Row row(Shared shared, Row row) throws OvsdbException {
    if (shared.sameForm) {
      return row.withVersion(Uuid.random(versions));
    }
    ColumnValues.Builder values = new ColumnValues.Builder(shared.columns.size());
    for (Carried column : shared.columns) {
      values.add(column.to, value(shared.to, row, column));
    }
    return shared.defaults.copyAs(row.uuid(), Uuid.random(versions), values.build());
  }

  private static Datum value(TableSchema table, Row row, Carried column) throws OvsdbException {
    Datum value = row.get(column.from);
    if (column.sameType) {
      return value;
    }
    try {
      return DatumJson.parse(DatumJson.toJson(value), column.to.type(), NamedUuids.NONE);
    } catch (OvsdbException e) {
      OvsdbError error = e.error();
      String place = "Table " + table + " column " + column.to.name() + " row " + row.uuid() + ": ";
      throw new OvsdbError(error.tag(), place + error.details(), error.syntax()).asException();
    }
  }
}
