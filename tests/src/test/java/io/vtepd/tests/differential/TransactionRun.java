package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Random transactions on one database, under a monitor of each version on two sessions. */
final class TransactionRun {

  private final ServerPair servers;
  private final DatabaseSchema schema;
  private final long seed;
  private final RandomOperations operations;

  TransactionRun(ServerPair servers, DatabaseSchema schema, long seed) {
    this.servers = servers;
    this.schema = schema;
    this.seed = seed;
    this.operations = new RandomOperations(new SplittableRandom(seed), schema);
  }

  /** Asks both servers all that; how many transactions committed, and what is there then. */
  Outcome run(int requests) throws IOException {
    try (Conversation theirs = new Conversation(servers.original(), schema.name());
        Conversation mine = new Conversation(servers.ours(), schema.name())) {
      for (Json.Arr monitor : monitors()) {
        String method = ((Json.Str) monitor.get(0)).value();
        Json.Arr params = new Json.Arr(monitor.elements().subList(1, monitor.size()));
        assertThat(mine.watch(method, params))
            .as("%s %s", method, params.toText())
            .isEqualTo(theirs.watch(method, params));
        assertThat(mine.write(method, params)).isEqualTo(theirs.write(method, params));
      }
      int committed = 0;
      for (int i = 0; i < requests; i++) {
        Json.Arr transaction = operations.transaction();
        List<Json> expected = theirs.write("transact", transaction);
        assertThat(mine.write("transact", transaction))
            .as("request %d of seed %d: %s", i, seed, transaction.toText())
            .isEqualTo(expected);
        committed += expected.toString().contains("error=Str[") ? 0 : 1;
      }
      Contents contents = Contents.of(servers.original(), schema);
      assertThat(Contents.of(servers.ours(), schema)).isEqualTo(contents);
      return new Outcome(committed, contents);
    }
  }

  /** What became of a run. */
  record Outcome(int committed, Contents contents) {}

  /** One monitor of each version: method first, then parameters. */
  private List<Json.Arr> monitors() {
    Json database = Json.of(schema.name());
    return List.of(
        Json.array(Json.of("monitor"), database, Json.of("m1"), operations.monitorRequests(false)),
        Json.array(
            Json.of("monitor_cond"), database, Json.of("m2"), operations.monitorRequests(true)),
        Json.array(
            Json.of("monitor_cond_since"),
            database,
            Json.of("m3"),
            operations.monitorRequests(true),
            Json.of("00000000-0000-0000-0000-000000000000")));
  }
}
