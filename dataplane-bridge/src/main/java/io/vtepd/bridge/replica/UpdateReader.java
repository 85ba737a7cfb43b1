package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.json.DatumJson;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.Members;
import io.vtepd.ovsdb.json.NamedUuids;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.DatumDiff;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code <table-updates>} of RFC 7047 section 4.1.6 and {@code <table-updates2>} of
 * ovsdb-server(7) as changes of a snapshot.
 *
 * <p>Rows get a version of their own counting, for monitors do not carry the server's.
 */
final class UpdateReader {

  private long commits;

  /**
   * @param differences whether these are {@code <table-updates2>}
   * @throws OvsdbException if they do not fit the snapshot: the two sides have lost each other
   */
  ChangeSet read(Json updates, Snapshot base, boolean differences) throws OvsdbException {
    Uuid version = new Uuid(0, ++commits);
    List<RowChange> changes = new ArrayList<>();
    for (var ofTable : object(updates, "table updates").members().entrySet()) {
      TableSchema table =
          base.schema()
              .table(ofTable.getKey())
              .orElseThrow(() -> Members.syntax("update of a table not asked for", updates));
      for (var ofRow : object(ofTable.getValue(), "table update").members().entrySet()) {
        Uuid uuid =
            Uuid.parse(ofRow.getKey())
                .orElseThrow(() -> Members.syntax("update of no row", ofTable.getValue()));
        Optional<Row> before = base.row(table, uuid);
        Json.Obj update = object(ofRow.getValue(), "row update");
        Optional<Row> after =
            differences
                ? applyDifference(table, uuid, before, update, version)
                : applyFull(table, uuid, before, update, version);
        change(table, before, after).ifPresent(changes::add);
      }
    }
    return new ChangeSet(changes);
  }

  private static Optional<RowChange> change(
      TableSchema table, Optional<Row> before, Optional<Row> after) {
    if (before.isEmpty() && after.isEmpty()) {
      return Optional.empty();
    }
    if (before.isPresent() && after.isPresent() && before.get().sameColumns(after.get())) {
      return Optional.empty();
    }
    return Optional.of(new RowChange(table, before, after));
  }

  /** {@code <row-update>}: {@code new} has all columns, also the unchanged ones. */
  private static Optional<Row> applyFull(
      TableSchema table, Uuid uuid, Optional<Row> before, Json.Obj update, Uuid version)
      throws OvsdbException {
    Optional<Json> after = update.get("new");
    if (after.isEmpty()) {
      return Optional.empty();
    }
    Row base = before.orElseGet(() -> Row.ofDefaults(table, uuid, version));
    return Optional.of(base.with(columns(table, object(after.get(), "row")), version));
  }

  /** {@code <row-update2>}. */
  private static Optional<Row> applyDifference(
      TableSchema table, Uuid uuid, Optional<Row> before, Json.Obj update, Uuid version)
      throws OvsdbException {
    Optional<Json> whole = update.get("initial").or(() -> update.get("insert"));
    if (whole.isPresent()) {
      Row defaults = Row.ofDefaults(table, uuid, version);
      return Optional.of(defaults.with(columns(table, object(whole.get(), "row")), version));
    }
    if (update.get("delete").isPresent()) {
      return Optional.empty();
    }
    Json modify =
        update.get("modify").orElseThrow(() -> Members.syntax("unknown row update", update));
    Row old = before.orElseThrow(() -> Members.syntax("modification of an unknown row", update));
    Map<ColumnSchema, Datum> changed = new LinkedHashMap<>();
    columns(table, object(modify, "row"))
        .forEach((column, difference) ->
            changed.put(
                column,
                DatumDiff.apply(old.get(column), difference, column.type().differsAsWhole())));
    return Optional.of(old.with(changed, version));
  }

  private static Map<ColumnSchema, Datum> columns(TableSchema table, Json.Obj row)
      throws OvsdbException {
    Map<ColumnSchema, Datum> columns = LinkedHashMap.newLinkedHashMap(row.members().size());
    for (var member : row.members().entrySet()) {
      Optional<ColumnSchema> column =
          table.column(member.getKey()).filter(known -> !known.isPseudo());
      if (column.isPresent()) {
        columns.put(
            column.get(), DatumJson.parse(member.getValue(), column.get().type(), NamedUuids.NONE));
      }
    }
    return columns;
  }

  private static Json.Obj object(Json json, String what) throws OvsdbException {
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw Members.syntax(what + " must be an object", json);
  }
}
