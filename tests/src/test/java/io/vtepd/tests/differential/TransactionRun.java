package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random transactions on one database, under a monitor of each version on two sessions. */
final class TransactionRun {

  private static final String NO_COMMIT = "00000000-0000-0000-0000-000000000000";

  private final ServerPair servers;
  private final DatabaseSchema schema;
  private final long seed;
  private final RandomOperations operations;
  private final RandomMonitors monitors;

  TransactionRun(ServerPair servers, DatabaseSchema schema, long seed) {
    this.servers = servers;
    this.schema = schema;
    this.seed = seed;
    this.operations = new RandomOperations(new SplittableRandom(seed), schema);
    this.monitors = new RandomMonitors(operations);
  }

  /** What became of a run. */
  record Outcome(int committed, Contents contents) {}

  /** One of the sessions of one of the servers. */
  @FunctionalInterface
  private interface Asked {
    List<Json> answer(String method, Json.Arr params) throws IOException;
  }

  /** Asks both servers all that; how many transactions committed, and what is there then. */
  Outcome run(int requests) throws IOException {
    try (Conversation theirs = new Conversation(servers.original(), schema.name());
        Conversation mine = new Conversation(servers.ours(), schema.name())) {
      for (var monitor : monitorParams().entrySet()) {
        compare(theirs::watch, mine::watch, monitor.getKey(), monitor.getValue());
      }
      for (var monitor : monitorParams().entrySet()) {
        compare(theirs::write, mine::write, monitor.getKey(), monitor.getValue());
      }
      int committed = 0;
      for (int i = 0; i < requests; i++) {
        String answers = compare(theirs::write, mine::write, "transact", operations.transaction());
        committed += answers.contains("\"error\":\"") ? 0 : 1;
      }
      Contents contents = Contents.of(servers.original(), schema);
      assertThat(Contents.of(servers.ours(), schema)).isEqualTo(contents);
      return new Outcome(committed, contents);
    }
  }

  private String compare(Asked theirs, Asked ours, String method, Json.Arr params)
      throws IOException {
    String expected = Normal.text(theirs.answer(method, params));
    assertThat(Normal.text(ours.answer(method, params)))
        .as("seed %d: %s %s", seed, method, params.toText())
        .isEqualTo(expected);
    return expected;
  }

  /** The parameters for one monitor of each version, by method. */
  private Map<String, Json.Arr> monitorParams() {
    Json database = Json.of(schema.name());
    Map<String, Json.Arr> params = new LinkedHashMap<>();
    params.put("monitor", Json.array(database, Json.of("m1"), monitors.requests(false)));
    params.put("monitor_cond", Json.array(database, Json.of("m2"), monitors.requests(true)));
    params.put(
        "monitor_cond_since",
        Json.array(database, Json.of("m3"), monitors.requests(true), Json.of(NO_COMMIT)));
    return params;
  }
}
