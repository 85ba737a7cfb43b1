package io.vtepd.daemon.database;

import io.vtepd.ovsdb.json.DatumJson;
import io.vtepd.ovsdb.json.NamedUuids;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Carries contents over to another schema (ovsdb-server(7), {@code convert}): what has no place
 * there is dropped, new columns have their defaults, and a value goes where its JSON fits the other
 * type, so that an integer becomes an optional integer or a real.
 */
public final class SchemaConversion {

  /** A column that both schemas have. */
  private record Carried(ColumnSchema from, ColumnSchema to, boolean sameType) {}

  private final Snapshot before;
  private final RandomGenerator versions;

  private SchemaConversion(Snapshot before, RandomGenerator versions) {
    this.before = before;
    this.versions = versions;
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
    SchemaConversion conversion = new SchemaConversion(before, versions);
    Snapshot after = Snapshot.empty(schema);
    for (TableSchema from : before.schema().tables()) {
      var to = schema.table(from.name());
      if (to.isPresent()) {
        after = after.with(to.get(), conversion.convert(from, to.get()));
      }
    }
    return Database.load(after);
  }

  private RowMap convert(TableSchema from, TableSchema to) throws OvsdbException {
    List<Carried> carried = new ArrayList<>();
    for (ColumnSchema column : from.columns()) {
      to.column(column.name())
          .ifPresent(
              other -> carried.add(new Carried(column, other, column.type().equals(other.type()))));
    }
    List<Row> rows = new ArrayList<>(before.rows(from).size());
    before.rows(from).forEach(rows::add);
    RowMap.Editor converted = RowMap.empty().edit();
    for (Row row : rows) {
      IdentityHashMap<ColumnSchema, Datum> values = new IdentityHashMap<>();
      for (Carried column : carried) {
        values.put(column.to, value(to, row, column));
      }
      Row fresh = Row.ofDefaults(to, row.uuid(), Uuid.ZERO);
      converted.put(fresh.with(values, Uuid.random(versions)));
    }
    return converted.toMap();
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
