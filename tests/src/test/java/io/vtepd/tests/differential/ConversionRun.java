package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Converts a database again and again, under three sessions with monitors and waits: one that knows
 * of changing databases, two that do not.
 */
final class ConversionRun {

  private static final int SESSIONS = 3;
  private static final int AWARE = 1;

  private final ServerPair servers;
  private final Stages stages;
  private final Dice dice;
  private final SchemaEdits edits;
  private final Set<Integer> open = new TreeSet<>();
  private Json.Obj schemaJson;
  private DatabaseSchema schema;
  private RandomOperations operations;
  private RandomMonitors monitors;
  private long nextId;
  private boolean parted;

  ConversionRun(ServerPair servers, Json.Obj schemaJson, long seed) throws OvsdbException {
    this.servers = servers;
    this.stages = new Stages(servers, SchemaJson.parse(schemaJson).name(), seed);
    SplittableRandom random = new SplittableRandom(seed);
    this.dice = new Dice(random);
    this.edits = new SchemaEdits(random, new RandomSchemas(random));
    become(schemaJson);
  }

  private void become(Json.Obj newSchema) throws OvsdbException {
    schemaJson = newSchema;
    schema = SchemaJson.parse(newSchema);
    operations = new RandomOperations(dice.random(), schema);
    monitors = new RandomMonitors(operations);
  }

  /**
   * Converts so many times, or until the original has died and its database has another schema than
   * ours; the schema that ours has then.
   */
  DatabaseSchema run(int conversions) throws IOException, OvsdbException {
    try (stages) {
      become(servedSchema(servers.original()));
      for (int i = 0; i < conversions && !parted; i++) {
        openMissing();
        for (int j = 0; j < 5; j++) {
          send(dice.below(SESSIONS), request("transact", operations.transaction()));
        }
        convert(dice.below(SESSIONS));
        if (!parted) {
          Contents contents = Contents.of(servers.original(), schema);
          assertThat(Contents.of(servers.ours(), schema)).isEqualTo(contents);
        }
      }
    }
    return schema;
  }

  /** Whether the original died of a conversion that ours has made. */
  boolean isParted() {
    return parted;
  }

  Tally tally() {
    return stages.tally();
  }

  /** Each session watches everything and waits for what never comes. */
  private void openMissing() throws IOException {
    for (int session = 0; session < SESSIONS; session++) {
      if (!open.add(session)) {
        continue;
      }
      stages.perform(new Step.Open(session));
      if (session == AWARE) {
        send(session, request("set_db_change_aware", Json.array(Json.of(true))));
        send(session, request(dice.chance(50) ? "monitor" : "monitor_cond", ofServer()));
      }
    }
    for (int session : open) {
      Json database = Json.of(schema.name());
      Json id = Json.of("m" + nextId);
      send(session, request("monitor_cond", Json.array(database, id, monitors.requests(true))));
      if (dice.chance(50)) {
        send(session, request("transact", Json.array(database, operations.endlessWait())));
      }
    }
  }

  /** Without the schema, which the original does not tell anew. */
  private static Json ofServer() {
    List<Json> columns =
        Stream.of("name", "model", "connected", "leader", "cid", "sid", "index")
            .<Json>map(Json::of)
            .toList();
    Json request = new Json.Obj(Map.of("columns", new Json.Arr(columns)));
    Json database = new Json.Obj(Map.of("Database", request));
    return Json.array(Json.of("_Server"), Json.of("server"), database);
  }

  private void convert(int session) throws IOException, OvsdbException {
    Json edited = edits.edit(schemaJson);
    Json request = request("convert", Json.array(Json.of(schema.name()), edited));
    Optional<Set<Integer>> ended = stages.performDangerous(Step.Send.of(session, List.of(request)));
    if (ended.isEmpty()) {
      startAgain();
      return;
    }
    open.removeAll(ended.get());
    Json.Obj served = servedSchema(servers.original());
    if (!served.equals(schemaJson)) {
      become(served);
      stages.tally().count("conversion");
    }
  }

  /** The original may die of a conversion that fails. Ours does the same for equal contents. */
  private void startAgain() throws IOException {
    servers.original().startAgain();
    servers.ours().kill();
    servers.ours().startAgain();
    open.clear();
    parted = !servedSchema(servers.original()).equals(servedSchema(servers.ours()));
    stages.tally().count("death of the original");
    if (parted) {
      stages.tally().count("parting");
    }
  }

  private Json.Obj servedSchema(OvsdbProcess server) throws IOException {
    try (JsonRpcPeer peer = server.connect()) {
      return (Json.Obj) peer.call("get_schema", Json.of(schema.name())).get("result").orElseThrow();
    }
  }

  private Json request(String method, Json params) {
    return Requests.withParams(Json.of(nextId++), method, params);
  }

  private void send(int session, Json request) throws IOException {
    open.removeAll(stages.perform(Step.Send.of(session, List.of(request))));
  }
}
