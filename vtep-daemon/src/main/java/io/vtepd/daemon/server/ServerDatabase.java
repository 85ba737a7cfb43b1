package io.vtepd.daemon.server;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.json.SchemaPrinter;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * {@code _Server}: the database about the server's databases, where clients look first
 * (ovsdb-server(5)). All ours are standalone, connected and leading.
 */
final class ServerDatabase {

  static final String NAME = "_Server";

  private static final String SCHEMA =
      """
      {"name": "_Server", "version": "1.2.0", "cksum": "3009684573 744",
       "tables": {"Database": {"columns": {
         "name": {"type": "string"},
         "model": {"type": {"key": {"type": "string",
                   "enum": ["set", ["clustered", "relay", "standalone"]]}}},
         "connected": {"type": "boolean"},
         "leader": {"type": "boolean"},
         "schema": {"type": {"key": "string", "min": 0}},
         "sid": {"type": {"key": "uuid", "min": 0}},
         "cid": {"type": {"key": "uuid", "min": 0}},
         "index": {"type": {"key": "integer", "min": 0}}}}}}
      """;

  private final DatabaseSchema schema = parseSchema();
  private final TableSchema table = schema.requireTable("Database");
  private final RandomGenerator uuids;
  private final Map<String, Row> rows = new HashMap<>();

  ServerDatabase(RandomGenerator uuids) {
    this.uuids = uuids;
  }

  private static DatabaseSchema parseSchema() {
    try {
      return SchemaJson.parse(JsonReader.parse(SCHEMA));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new IllegalStateException("the schema above is wrong", e);
    }
  }

  /** The database without rows. */
  HostedDatabase hosted() {
    return new HostedDatabase(new Database(Snapshot.empty(schema)), new MemoryLog());
  }

  /** The row of a database that is served now. */
  RowChange onAdded(DatabaseSchema added) {
    Map<ColumnSchema, Datum> values = new HashMap<>();
    values.put(table.requireColumn("name"), new StringAtom(added.name()));
    values.put(table.requireColumn("model"), new StringAtom("standalone"));
    values.put(table.requireColumn("connected"), BooleanAtom.of(true));
    values.put(table.requireColumn("leader"), BooleanAtom.of(true));
    values.put(table.requireColumn("schema"), new StringAtom(SchemaPrinter.print(added).toText()));
    Row row = Row.ofDefaults(table, Uuid.random(uuids), Uuid.ZERO).with(values, Uuid.random(uuids));
    rows.put(added.name(), row);
    return RowChange.insert(table, row);
  }

  /** The row has another schema. */
  RowChange onConverted(DatabaseSchema converted) {
    Row before = rows.get(converted.name());
    Row after =
        before.with(
            Map.of(
                table.requireColumn("schema"),
                new StringAtom(SchemaPrinter.print(converted).toText())),
            Uuid.random(uuids));
    rows.put(converted.name(), after);
    return RowChange.modify(table, before, after);
  }

  /** The row goes with its database. */
  RowChange onRemoved(String name) {
    return RowChange.delete(table, rows.remove(name));
  }
}
