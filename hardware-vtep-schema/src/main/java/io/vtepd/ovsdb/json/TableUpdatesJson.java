package io.vtepd.ovsdb.json;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.ovsdb.monitor.RowUpdate;
import io.vtepd.ovsdb.monitor.RowUpdates;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads table updates, as a client of a server does. */
public final class TableUpdatesJson {

  private TableUpdatesJson() {}

  /**
   * The changes that {@code <table-updates>} or {@code <table-updates2>} make to what the client
   * knew.
   *
   * @throws OvsdbException if they have not that form, or do not fit the schema or the rows that
   *     are known: the two sides do not agree any more, and the client must begin again
   */
  public static ChangeSet changes(Snapshot known, UpdateFormat format, Json json)
      throws OvsdbException {
    return RowUpdates.changes(known, parse(known.schema(), format, json));
  }

  /**
   * Parses {@code <table-updates>} or {@code <table-updates2>}.
   *
   * @throws OvsdbException {@code syntax error} if it has not that form or does not fit the schema
   */
  static List<RowUpdate> parse(DatabaseSchema schema, UpdateFormat format, Json json)
      throws OvsdbException {
    List<RowUpdate> updates = new ArrayList<>();
    for (var tableEntry : object(json, "table updates").members().entrySet()) {
      TableSchema table =
          schema
              .table(tableEntry.getKey())
              .orElseThrow(() -> syntax("no table named " + tableEntry.getKey(), json));
      var rows = object(tableEntry.getValue(), "table update");
      for (var rowEntry : rows.members().entrySet()) {
        Uuid uuid =
            Uuid.parse(rowEntry.getKey())
                .orElseThrow(() -> syntax(rowEntry.getKey() + " is not a valid UUID", json));
        Json.Obj update = object(rowEntry.getValue(), "row update");
        updates.add(
            switch (format) {
              case OLD_AND_NEW -> oldAndNew(table, uuid, update);
              case DIFFERENCES -> differences(table, uuid, update);
            });
      }
    }
    return updates;
  }

  private static Json.Obj object(Json json, String what) throws OvsdbException {
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw syntax(what + " must be an object", json);
  }

  private static RowUpdate oldAndNew(TableSchema table, Uuid uuid, Json.Obj update)
      throws OvsdbException {
    Optional<Json> values = update.get("new").filter(json -> !(json instanceof Json.Null));
    if (values.isPresent()) {
      return new RowUpdate.Put(table, uuid, row(table, values.get(), false));
    }
    if (update.get("old").isEmpty()) {
      throw syntax("a row update must have \"old\" or \"new\"", update);
    }
    return new RowUpdate.Delete(table, uuid);
  }

  private static RowUpdate differences(TableSchema table, Uuid uuid, Json.Obj update)
      throws OvsdbException {
    if (update.members().size() != 1) {
      throw syntax("a row update must have exactly one member", update);
    }
    var member = update.members().entrySet().iterator().next();
    return switch (member.getKey()) {
      case "initial", "insert" ->
          new RowUpdate.Put(table, uuid, row(table, member.getValue(), false));
      case "modify" -> new RowUpdate.Differ(table, uuid, row(table, member.getValue(), true));
      case "delete" -> new RowUpdate.Delete(table, uuid);
      default -> throw syntax("unknown kind of row update " + member.getKey(), update);
    };
  }

  private static Map<ColumnSchema, Datum> row(TableSchema table, Json json, boolean difference)
      throws OvsdbException {
    Map<ColumnSchema, Datum> values = new HashMap<>();
    for (var member : object(json, "row").members().entrySet()) {
      ColumnSchema column =
          table
              .column(member.getKey())
              .orElseThrow(() -> syntax("no column " + member.getKey() + " in " + table, json));
      ColumnType type = column.type();
      if (difference && !type.differsAsWhole()) {
        // A difference may hold more elements, or fewer, than the column may.
        type = new ColumnType(type.key(), type.value(), 0, ColumnType.UNLIMITED);
      }
      values.put(column, DatumJson.parse(member.getValue(), type, NamedUuids.NONE));
    }
    return values;
  }
}
