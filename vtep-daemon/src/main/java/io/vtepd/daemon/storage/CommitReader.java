package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.DatumJson;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.Members;
import io.vtepd.ovsdb.json.NamedUuids;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.DatumDiff;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Applies transaction records to the contents before them (ovsdb(5)).
 *
 * <p>Differences are read without limits on their number of elements: ovsdb-server writes the
 * change of a set from {1,2,3} to {4,5,6} as six elements, also where the column holds three.
 */
final class CommitReader {

  private final DatabaseSchema schema;
  private final RandomGenerator versions;
  // By identity: comparing a column compares its whole type.
  private final IdentityHashMap<ColumnSchema, ColumnType> unlimited = new IdentityHashMap<>();

  /**
   * @param versions for the rows' {@code _version}, which no file has
   */
  CommitReader(DatabaseSchema schema, RandomGenerator versions) {
    this.schema = schema;
    this.versions = versions;
  }

  /**
   * The contents after that record.
   *
   * @throws OvsdbException if the record does not fit the schema or the contents before it
   */
  Snapshot apply(Snapshot before, Json.Obj record) throws OvsdbException {
    boolean isDiff = record.get("_is_diff").filter(Json.of(true)::equals).isPresent();
    Snapshot after = before;
    for (var member : record.members().entrySet()) {
      String name = member.getKey();
      Optional<TableSchema> table = schema.table(name);
      if (table.isPresent()) {
        after = after.with(table.get(), applyTable(after, table.get(), member.getValue(), isDiff));
      } else if (!name.equals("_date") && !name.equals("_comment") && !name.equals("_is_diff")) {
        throw Members.syntax("No table named " + name, record);
      }
    }
    return after;
  }

  private RowMap applyTable(Snapshot before, TableSchema table, Json json, boolean isDiff)
      throws OvsdbException {
    if (!(json instanceof Json.Obj changes)) {
      throw Members.syntax("object expected for table " + table.name(), json);
    }
    RowMap.Editor rows = before.rows(table).edit();
    for (var change : changes.members().entrySet()) {
      Optional<Uuid> uuid = Uuid.parse(change.getKey());
      if (uuid.isEmpty()) {
        throw Members.syntax("\"" + change.getKey() + "\" is not a valid UUID", json);
      }
      Optional<Row> old = rows.get(uuid.get());
      if (change.getValue() instanceof Json.Obj columns) {
        Row base = old.orElseGet(() -> Row.ofDefaults(table, uuid.get(), Uuid.ZERO));
        boolean asDiff = isDiff && old.isPresent();
        rows.put(applyRow(base, table, columns, asDiff));
      } else if (change.getValue() instanceof Json.Null && old.isPresent()) {
        rows.remove(uuid.get());
      } else {
        throw Members.syntax(
            "row " + uuid.get() + " of " + table.name() + " is deleted but does not exist", json);
      }
    }
    return rows.toMap();
  }

  private Row applyRow(Row base, TableSchema table, Json.Obj columns, boolean asDiff)
      throws OvsdbException {
    IdentityHashMap<ColumnSchema, Datum> values = new IdentityHashMap<>();
    for (var member : columns.members().entrySet()) {
      ColumnSchema column =
          table
              .column(member.getKey())
              .filter(known -> !known.isPseudo())
              .orElseThrow(() ->
                  Members.syntax(
                      "No column " + member.getKey() + " in table " + table.name(), columns));
      Datum datum =
          asDiff
              ? applyDiff(base.get(column), column, member.getValue())
              : DatumJson.parse(member.getValue(), column.type(), NamedUuids.NONE);
      if (!column.ephemeral()) {
        values.put(column, datum);
      }
    }
    return base.with(values, Uuid.random(versions));
  }

  private Datum applyDiff(Datum before, ColumnSchema column, Json json) throws OvsdbException {
    ColumnType type = column.type();
    ColumnType anyCount =
        unlimited.computeIfAbsent(
            column, c -> new ColumnType(type.key(), type.value(), 0, ColumnType.UNLIMITED));
    Datum diff = DatumJson.parse(json, anyCount, NamedUuids.NONE);
    Datum after = DatumDiff.apply(before, diff, type.isAtMostOne());
    if (after.size() < type.min() || after.size() > type.max()) {
      throw Members.syntax(
          "column " + column.name() + " would hold " + after.size() + " elements", json);
    }
    return after;
  }
}
