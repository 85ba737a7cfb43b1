package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that a database holds but for what is not written to disk.
 *
 * @param tables one select's result a table, in the order of the schema
 */
record Contents(List<Json> tables) {

  /** Asks a server. */
  static Contents of(OvsdbProcess server, DatabaseSchema schema) throws IOException {
    try (JsonRpcPeer peer = server.connect()) {
      Json.Obj reply = peer.call("transact", selects(schema).elements().toArray(Json[]::new));
      return of(reply.get("result").orElseThrow());
    }
  }

  /** Asks the original's tool about a file that no server serves. */
  static Contents of(Path file, DatabaseSchema schema) throws IOException {
    String answer = Commands.run("ovsdb-tool", "query", file.toString(), selects(schema).toText());
    return of(JsonReader.parse(answer));
  }

  private static Contents of(Json results) {
    return new Contents(((Json.Arr) results).elements().stream().map(Normal::of).toList());
  }

  /** A transaction that reads every table. */
  private static Json.Arr selects(DatabaseSchema schema) {
    List<Json> params = new ArrayList<>(List.of(Json.of(schema.name())));
    for (TableSchema table : schema.tables()) {
      List<Json> columns = new ArrayList<>(List.of(Json.of("_uuid")));
      table.columns().stream()
          .filter(column -> !column.ephemeral())
          .forEach(column -> columns.add(Json.of(column.name())));
      params.add(
          new Json.Obj(
              Map.of(
                  "op", Json.of("select"),
                  "columns", new Json.Arr(columns),
                  "table", Json.of(table.name()),
                  "where", Json.array())));
    }
    return new Json.Arr(params);
  }
}
