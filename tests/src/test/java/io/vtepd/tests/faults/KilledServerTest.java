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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 while transactions pour in and the log is written anew again and again: each one that was
 * answered as durable is there, in order, none half.
 */
@Tag("system")
class KilledServerTest {

  private static final long SEED = Long.getLong("vtepd.seed", 20261120L);
  private static final int KILLS = 8;

  /** As many as a control connection may have waiting, so that one is always under way. */
  private static final int COMPACTIONS = 60;

  private static final String SCHEMA =
      """
      {"name": "pairs", "version": "1.0.0", "tables": {
        "Left": {"columns": {"n": {"type": "integer"}}},
        "Right": {"columns": {"n": {"type": "integer"}}}}}
      """;

  @Test
  void answeredDurableTransactionsSurvive(@TempDir Path folder) throws Exception {
    System.out.println("kill -9 loop -Dvtepd.seed=" + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    try (OvsdbProcess server = OvsdbProcess.create(Maker.OURS, folder, JsonReader.parse(SCHEMA))) {
      int next = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        int answered = insertPairsAndKill(server, next, 1 + random.nextInt(200));
        server.startAgain();
        List<Long> left = numbers(server, "Left");
        assertThat(left).as("Left after kill %d", kill).isEqualTo(numbers(server, "Right"));
        // One more than answered may have been committed: its answer was cut off.
        assertThat(left.size()).isGreaterThanOrEqualTo(next + answered);
        for (int i = 0; i < left.size(); i++) {
          assertThat(left.get(i)).isEqualTo(i);
        }
        next = left.size();
      }
      assertThat(next).isPositive();
      assertThat(server.log()).content().contains("event=compacted");
    }
  }

  /** Sends without waiting, reads that many answers, kills. Gives the number of answers. */
  private static int insertPairsAndKill(OvsdbProcess server, int first, int answers)
      throws IOException {
    try (JsonRpcPeer peer = server.connect();
        JsonRpcPeer control = connectControl(server)) {
      for (int i = 0; i < COMPACTIONS; i++) {
        control.request("ovsdb-server/compact");
      }
      for (int i = 0; i < answers + 20; i++) {
        peer.request(
            "transact",
            Json.of("pairs"),
            insert("Left", first + i),
            insert("Right", first + i),
            new Json.Obj(Map.of("op", Json.of("commit"), "durable", Json.of(true))));
      }
      for (int i = 0; i < answers; i++) {
        Json.Obj reply = peer.next().orElseThrow();
        assertThat(reply.get("error")).contains(Json.ofNull());
      }
      server.kill();
      return answers;
    }
  }

  /** It listens there a little later than on its remotes. */
  private static JsonRpcPeer connectControl(OvsdbProcess server) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> JsonRpcPeer.connect(server.controlSocket()), Objects::nonNull);
  }

  private static Json insert(String table, long n) {
    return new Json.Obj(
        Map.of(
            "op", Json.of("insert"),
            "table", Json.of(table),
            "row", new Json.Obj(Map.of("n", Json.of(n)))));
  }

  private static List<Long> numbers(OvsdbProcess server, String table) throws IOException {
    try (JsonRpcPeer peer = server.connect()) {
      Json select =
          new Json.Obj(
              Map.of(
                  "op", Json.of("select"),
                  "table", Json.of(table),
                  "where", Json.array(),
                  "columns", Json.array(Json.of("n"))));
      Json.Arr results =
          (Json.Arr) peer.call("transact", Json.of("pairs"), select).get("result").orElseThrow();
      Json.Arr rows = (Json.Arr) ((Json.Obj) results.get(0)).get("rows").orElseThrow();
      List<Long> numbers = new ArrayList<>();
      for (Json row : rows.elements()) {
        numbers.add(((Json.Int) ((Json.Obj) row).get("n").orElseThrow()).value());
      }
      numbers.sort(null);
      return numbers;
    }
  }
}
