package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.json.TableUpdatesJson;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows {@code _Server.Database} by a plain monitor, and reads in it what concerns one database.
 */
final class ServerView {

  private static final String SERVER = "_Server";
  private static final String TABLE = "Database";

  /** As much of the server's schema as is asked for. */
  private static final String SCHEMA =
      """
      {"name": "_Server", "tables": {"Database": {"columns": {
         "name": {"type": "string"},
         "model": {"type": "string"},
         "connected": {"type": "boolean"},
         "leader": {"type": "boolean"},
         "cid": {"type": {"key": "uuid", "min": 0}},
         "index": {"type": {"key": "integer", "min": 0}}}}}}
      """;

  private final String database;
  private final TableSchema table;
  private Snapshot contents;

  /**
   * @param database the one that matters
   */
  ServerView(String database) {
    this.database = database;
    this.contents = Snapshot.empty(schema());
    this.table = contents.schema().requireTable(TABLE);
  }

  private static DatabaseSchema schema() {
    try {
      return SchemaJson.parse(JsonReader.parse(SCHEMA));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new IllegalStateException("the schema above is wrong", e);
    }
  }

  /** The parameters of the {@code monitor} request. */
  Json.Arr request(Json id) {
    List<Json> names = new ArrayList<>();
    table.columns().forEach(column -> names.add(Json.of(column.name())));
    Json columns = new Json.Obj(Map.of("columns", new Json.Arr(names)));
    return Json.array(Json.of(SERVER), id, new Json.Obj(Map.of(TABLE, columns)));
  }

  /**
   * Reads the request's reply or an update.
   *
   * @throws OvsdbException if the server does not have the database, or makes no sense
   */
  Standing read(Json tableUpdates) throws OvsdbException {
    contents =
        contents.apply(TableUpdatesJson.changes(contents, UpdateFormat.OLD_AND_NEW, tableUpdates));
    List<Row> rows = new ArrayList<>();
    contents.rows(table).forEach(rows::add);
    return rows.stream()
        .filter(row -> value(row, "name").equals(new StringAtom(database)))
        .findFirst()
        .map(this::standing)
        .orElseThrow(() ->
            OvsdbError.of("unknown database", "the server has no database " + database)
                .asException());
  }

  private Standing standing(Row row) {
    Datum cluster = value(row, "cid");
    Datum index = value(row, "index");
    return new Standing(
        value(row, "model").equals(new StringAtom("clustered")),
        value(row, "connected").equals(BooleanAtom.TRUE),
        value(row, "leader").equals(BooleanAtom.TRUE),
        cluster.isEmpty() ? Optional.empty() : Optional.of((Uuid) cluster.key(0)),
        index.isEmpty() ? 0 : ((IntegerAtom) index.key(0)).value());
  }

  private Datum value(Row row, String column) {
    return row.get(table.requireColumn(column));
  }
}
