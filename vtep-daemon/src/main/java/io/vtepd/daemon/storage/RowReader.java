package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.DatumJson;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonCursor;
import io.vtepd.ovsdb.json.Members;
import io.vtepd.ovsdb.json.NamedUuids;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.DatumDiff;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Reads the rows of one table as transaction records have them (ovsdb(5)).
 *
 * <p>Differences are read without limits on their number of elements: ovsdb-server writes the
 * change of a set from {1,2,3} to {4,5,6} as six elements, also where the column holds three.
 */
final class RowReader {

  private final TableSchema table;
  private final RandomGenerator versions;
  private final Datum[] defaults;

  RowReader(TableSchema table, RandomGenerator versions) {
    this.table = table;
    this.versions = versions;
    this.defaults = new Datum[table.columns().size()];
    for (ColumnSchema column : table.columns()) {
      defaults[column.index()] = column.type().defaultDatum();
    }
  }

  TableSchema table() {
    return table;
  }

  /** A row that was not there before; its columns come next. */
  Row newRow(Uuid uuid, JsonCursor columns) throws IOException, OvsdbException {
    Datum[] values = defaults.clone();
    columns.beginObject();
    for (var name = columns.nextName(); name.isPresent(); name = columns.nextName()) {
      ColumnSchema column = column(name.get());
      Datum datum = DatumJson.parse(columns.value(), column.type(), NamedUuids.NONE);
      put(values, column, datum);
    }
    return Row.of(uuid, Uuid.random(versions), values);
  }

  /**
   * A row that was there.
   *
   * @param asDiff whether the columns are differences
   */
  Row changedRow(Row before, Json.Obj columns, boolean asDiff) throws OvsdbException {
    Datum[] values = new Datum[defaults.length];
    for (ColumnSchema column : table.columns()) {
      values[column.index()] = before.get(column);
    }
    for (Map.Entry<String, Json> member : columns.members().entrySet()) {
      ColumnSchema column = column(member.getKey());
      Datum datum =
          asDiff
              ? applyDiff(before.get(column), column, member.getValue())
              : DatumJson.parse(member.getValue(), column.type(), NamedUuids.NONE);
      put(values, column, datum);
    }
    return Row.of(before.uuid(), Uuid.random(versions), values);
  }

  private static void put(Datum[] values, ColumnSchema column, Datum datum) {
    if (column.isStored()) {
      values[column.index()] = datum;
    }
  }

  private ColumnSchema column(String name) throws OvsdbException {
    Optional<ColumnSchema> column = table.column(name);
    if (column.isEmpty() || column.get().isPseudo()) {
      throw OvsdbError.of("syntax error", "No column " + name + " in table " + table.name())
          .asException();
    }
    return column.get();
  }

  private static Datum applyDiff(Datum before, ColumnSchema column, Json json)
      throws OvsdbException {
    ColumnType type = column.type();
    Datum diff = DatumJson.parse(json, type.withCount(0, ColumnType.UNLIMITED), NamedUuids.NONE);
    Datum after = DatumDiff.apply(before, diff, type.differsAsWhole());
    if (after.size() < type.min() || after.size() > type.max()) {
      throw Members.syntax(
          "column " + column.name() + " would hold " + after.size() + " elements", json);
    }
    return after;
  }
}
