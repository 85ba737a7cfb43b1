package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random transactions on an active server; its backup, which comes in the middle of them and is
 * killed once, has the same contents in the end. {@code -Dvtepd.seed=N} repeats one run.
 */
@Tag("system")
@Timeout(120)
class ReplicationDifferentialTest {

  private static final long SEED = Long.getLong("vtepd.seed", 20261120L);
  private static final int ROUNDS = 8;
  private static final int REQUESTS_A_ROUND = 50;

  @ParameterizedTest
  @CsvSource({"ORIGINAL,OURS", "OURS,ORIGINAL", "OURS,OURS"})
  void aBackupEndsWithTheContentsOfItsActive(
      Maker activeMaker, Maker backupMaker, @TempDir Path folder) throws Exception {
    System.out.println("replication -Dvtepd.seed=" + SEED);
    Json schema = tortureSchema();
    RandomOperations operations =
        new RandomOperations(new SplittableRandom(SEED), SchemaJson.parse(schema));
    try (OvsdbProcess active = OvsdbProcess.create(activeMaker, folder.resolve("active"), schema);
        JsonRpcPeer client = active.connect()) {
      send(client, operations);
      try (OvsdbProcess backup =
          OvsdbProcess.create(
              backupMaker,
              folder.resolve("backup"),
              schema,
              "--sync-from=unix:" + active.socket())) {
        for (int round = 0; round < ROUNDS; round++) {
          send(client, operations);
          awaitEqual(active, backup);
        }
        backup.kill();
        send(client, operations);
        backup.startAgain();
        for (int round = 0; round < ROUNDS; round++) {
          send(client, operations);
          awaitEqual(active, backup);
        }
      }
    }
  }

  private static void send(JsonRpcPeer client, RandomOperations operations) throws IOException {
    for (int i = 0; i < REQUESTS_A_ROUND; i++) {
      client.call("transact", operations.transaction().elements().toArray(Json[]::new));
    }
  }

  private static void awaitEqual(OvsdbProcess active, OvsdbProcess backup) {
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(dump(backup)).isEqualTo(dump(active)));
  }

  private static String dump(OvsdbProcess server) throws IOException {
    return Commands.run("ovsdb-client", "dump", "unix:" + server.socket());
  }

  private static Json tortureSchema() throws IOException {
    try (InputStream in =
        ReplicationDifferentialTest.class.getResourceAsStream("/schemas/torture.ovsschema")) {
      return JsonReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
