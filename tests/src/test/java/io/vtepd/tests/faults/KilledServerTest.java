package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 while several sessions write, one watches, and the log is written anew again and again:
 * each transaction that was answered as durable is there, in order, none half, and so is each that
 * the watcher saw.
 */
@Tag("system")
class KilledServerTest {

  private static final long SEED = Long.getLong("vtepd.seed", 20261120L);
  private static final int KILLS = 8;
  private static final int WRITERS = 4;

  /** As many as a control connection may have waiting, so that one is always under way. */
  private static final int COMPACTIONS = 60;

  private static final String SCHEMA =
      """
      {"name": "pairs", "version": "1.0.0", "tables": {
        "Left": {"columns": {"writer": {"type": "integer"}, "n": {"type": "integer"}}},
        "Right": {"columns": {"writer": {"type": "integer"}, "n": {"type": "integer"}}}}}
      """;

  /** How many pairs each writer has. */
  private final int[] counts = new int[WRITERS];

  private final Set<Json> serverIds = new HashSet<>();

  @Test
  void answeredDurableTransactionsSurvive(@TempDir Path folder) throws Exception {
    System.out.println("kill -9 loop -Dvtepd.seed=" + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    try (OvsdbProcess server = OvsdbProcess.create(Maker.OURS, folder, JsonReader.parse(SCHEMA))) {
      for (int kill = 0; kill < KILLS; kill++) {
        Map<String, List<Numbered>> seen = writeAndKill(server, 1 + random.nextInt(50));
        server.startAgain();
        check(server, seen);
      }
      assertThat(server.log()).content().contains("event=compacted");
    }
    assertThat(serverIds).as("get_server_id, new at each start").hasSize(KILLS);
  }

  /** The n-th pair of a writer, or half of it. */
  private record Numbered(long writer, long n) {
    static Numbered of(Json row) {
      return new Numbered(integer(row, "writer"), integer(row, "n"));
    }

    private static long integer(Json row, String column) {
      return ((Json.Int) ((Json.Obj) row).get(column).orElseThrow()).value();
    }
  }

  /**
   * All writers send without waiting; when each has read that many answers the server is killed.
   *
   * @return what a monitor was told of each table, in order
   */
  private Map<String, List<Numbered>> writeAndKill(OvsdbProcess server, int answers)
      throws IOException {
    List<JsonRpcPeer> writers = new ArrayList<>();
    try (JsonRpcPeer watcher = server.connect();
        JsonRpcPeer control = connectControl(server)) {
      serverIds.add(watcher.call("get_server_id").get("result").orElseThrow());
      watcher.call("monitor", Json.of("pairs"), Json.ofNull(), newRows());
      for (int i = 0; i < COMPACTIONS; i++) {
        control.request("ovsdb-server/compact");
      }
      for (int writer = 0; writer < WRITERS; writer++) {
        writers.add(server.connect());
      }
      for (int i = 0; i < answers + 5; i++) {
        for (int writer = 0; writer < WRITERS; writer++) {
          writers.get(writer).request("transact", pair(writer, counts[writer] + i));
        }
      }
      for (int i = 0; i < answers; i++) {
        for (JsonRpcPeer writer : writers) {
          assertThat(writer.next().orElseThrow().get("error")).contains(Json.ofNull());
        }
      }
      server.kill();
      Arrays.setAll(counts, writer -> counts[writer] + answers);
      return told(watcher);
    } finally {
      for (JsonRpcPeer writer : writers) {
        writer.close();
      }
    }
  }

  /** Rows that come, of both tables. */
  private static Json newRows() throws IOException {
    String only = "{'initial':false,'insert':true,'delete':false,'modify':false}";
    String table = "{'columns':['writer','n'],'select':" + only + "}";
    return JsonReader.parse(("{'Left':" + table + ",'Right':" + table + "}").replace('\'', '"'));
  }

  private static Json[] pair(long writer, long n) {
    return new Json[] {
      Json.of("pairs"),
      insert("Left", writer, n),
      insert("Right", writer, n),
      new Json.Obj(Map.of("op", Json.of("commit"), "durable", Json.of(true)))
    };
  }

  private static Map<String, List<Numbered>> told(JsonRpcPeer watcher) throws IOException {
    Map<String, List<Numbered>> told = new HashMap<>();
    for (var update = watcher.next(); update.isPresent(); update = watcher.next()) {
      Json.Obj tables =
          (Json.Obj) ((Json.Arr) update.get().get("params").orElseThrow()).elements().get(1);
      tables
          .members()
          .forEach((table, rows) ->
              ((Json.Obj) rows)
                  .members()
                  .values()
                  .forEach(row ->
                      told.computeIfAbsent(table, name -> new ArrayList<>())
                          .add(Numbered.of(((Json.Obj) row).get("new").orElseThrow()))));
    }
    return told;
  }

  /** Each writer's pairs are whole and without a gap, and none is missing that was told. */
  private void check(OvsdbProcess server, Map<String, List<Numbered>> seen) throws IOException {
    List<Numbered> left = rows(server, "Left");
    assertThat(left).isEqualTo(rows(server, "Right")).doesNotHaveDuplicates();
    for (int writer = 0; writer < WRITERS; writer++) {
      int of = writer;
      List<Long> numbers =
          left.stream().filter(pair -> pair.writer() == of).map(Numbered::n).toList();
      // More than answered may have been committed: their answers were cut off.
      assertThat(numbers.size()).isGreaterThanOrEqualTo(counts[writer]);
      assertThat(numbers).isEqualTo(LongStream.range(0, numbers.size()).boxed().toList());
      counts[writer] = numbers.size();
      for (List<Numbered> told : seen.values()) {
        assertThat(told.stream().filter(pair -> pair.writer() == of))
            .as("what was told of writer %d", writer)
            .isSortedAccordingTo(Comparator.comparingLong(Numbered::n));
      }
    }
    assertThat(seen.get("Left")).isNotEmpty().isSubsetOf(left);
    assertThat(seen.get("Right")).containsExactlyInAnyOrderElementsOf(seen.get("Left"));
  }

  /** It listens there a little later than on its remotes. */
  private static JsonRpcPeer connectControl(OvsdbProcess server) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> JsonRpcPeer.connect(server.controlSocket()), Objects::nonNull);
  }

  private static Json insert(String table, long writer, long n) {
    return new Json.Obj(
        Map.of(
            "op", Json.of("insert"),
            "table", Json.of(table),
            "row", new Json.Obj(Map.of("writer", Json.of(writer), "n", Json.of(n)))));
  }

  /** All rows of a table, by writer and number. */
  private static List<Numbered> rows(OvsdbProcess server, String table) throws IOException {
    try (JsonRpcPeer peer = server.connect()) {
      Json select =
          new Json.Obj(
              Map.of(
                  "op", Json.of("select"),
                  "table", Json.of(table),
                  "where", Json.array(),
                  "columns", Json.array(Json.of("writer"), Json.of("n"))));
      Json.Arr results =
          (Json.Arr) peer.call("transact", Json.of("pairs"), select).get("result").orElseThrow();
      Json.Arr rows = (Json.Arr) ((Json.Obj) results.get(0)).get("rows").orElseThrow();
      return rows.elements().stream()
          .map(Numbered::of)
          .sorted(Comparator.comparingLong(Numbered::writer).thenComparingLong(Numbered::n))
          .toList();
    }
  }
}
