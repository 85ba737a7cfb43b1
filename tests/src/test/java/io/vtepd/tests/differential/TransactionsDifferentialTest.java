package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random transactions under random monitors. {@code -Dvtepd.seed=N} repeats one run, {@code
 * -Dvtepd.requests=N} sends more.
 */
@Tag("system")
class TransactionsDifferentialTest {

  private static final int REQUESTS = Integer.getInteger("vtepd.requests", 1500);
  private static final long FIRST_SEED = Long.getLong("vtepd.seed", 20261120L);
  private static final int SEEDS = Integer.getInteger("vtepd.seeds", 3);

  static Stream<Arguments> runs() {
    return Stream.of("torture", "hardware_vtep")
        .flatMap(schema ->
            Stream.iterate(FIRST_SEED, seed -> seed + 1)
                .limit(SEEDS)
                .map(seed -> Arguments.of(schema, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("runs")
  void bothServersAnswerAlike(String schemaName, long seed, @TempDir Path folder) throws Exception {
    System.out.println("differential " + schemaName + " -Dvtepd.seed=" + seed);
    Json schemaJson = readSchema(schemaName);
    DatabaseSchema schema = SchemaJson.parse(schemaJson);
    try (OvsdbProcess original =
            OvsdbProcess.create(OvsdbProcess.Maker.ORIGINAL, folder.resolve("a"), schemaJson);
        OvsdbProcess ours =
            OvsdbProcess.create(OvsdbProcess.Maker.OURS, folder.resolve("b"), schemaJson)) {
      Map<String, Json> contents = converse(original, ours, schema, seed);
      ours.kill();
      ours.startAgain();
      try (Conversation again = new Conversation(ours, schema.name())) {
        assertThat(again.contents(schema)).as("after kill -9 and restart").isEqualTo(contents);
      }
    }
  }

  private static Map<String, Json> converse(
      OvsdbProcess original, OvsdbProcess ours, DatabaseSchema schema, long seed)
      throws IOException {
    RandomOperations operations = new RandomOperations(new SplittableRandom(seed), schema);
    try (Conversation theirs = new Conversation(original, schema.name());
        Conversation mine = new Conversation(ours, schema.name())) {
      for (Json.Arr monitor : monitors(operations, schema)) {
        String method = ((Json.Str) monitor.get(0)).value();
        Json.Arr params = new Json.Arr(monitor.elements().subList(1, monitor.size()));
        assertThat(mine.watch(method, params))
            .as("%s %s", method, params.toText())
            .isEqualTo(theirs.watch(method, params));
        assertThat(mine.write(method, params)).isEqualTo(theirs.write(method, params));
      }
      int committed = 0;
      for (int i = 0; i < REQUESTS; i++) {
        Json.Arr transaction = operations.transaction();
        List<Json> expected = theirs.write("transact", transaction);
        assertThat(mine.write("transact", transaction))
            .as("request %d of seed %d: %s", i, seed, transaction.toText())
            .isEqualTo(expected);
        committed += expected.toString().contains("error=Str[") ? 0 : 1;
      }
      System.out.println("  " + committed + " of " + REQUESTS + " transactions committed");
      assertThat(committed).as("transactions that committed").isGreaterThan(REQUESTS / 10);
      Map<String, Json> contents = theirs.contents(schema);
      assertThat(mine.contents(schema)).isEqualTo(contents);
      return contents;
    }
  }

  /** One monitor of each version: method first, then parameters. */
  private static List<Json.Arr> monitors(RandomOperations operations, DatabaseSchema schema) {
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

  private static Json readSchema(String name) throws IOException {
    String file = "/schemas/" + name + ".ovsschema";
    try (InputStream in = TransactionsDifferentialTest.class.getResourceAsStream(file)) {
      if (in != null) {
        return JsonReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return JsonReader.parse(Files.readString(Path.of("/usr/share/openvswitch/vtep.ovsschema")));
  }
}
