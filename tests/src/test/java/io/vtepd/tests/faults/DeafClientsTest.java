package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.JsonRpcPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not read what they get: the memory that they cost has a bound. */
@Tag("system")
@Timeout(240)
class DeafClientsTest {

  private static final long MIB = 1 << 20;
  private static final Json DATABASE = Json.of(BesiegedServer.DATABASE);
  private static final String SMALL = "x".repeat(500);
  private static final String BIG = "x".repeat(20_000);

  /** Times in a row that the other end took nothing while another client was served. */
  private static final int STALLS = 20;

  @TempDir private Path folder;

  @Test
  void whoNeverReadsUpdatesIsCutAndToldWhyInTheLog() throws Exception {
    String limit = "--limit=backlog-bytes=" + MIB;
    try (BesiegedServer server = BesiegedServer.start(folder, limit)) {
      try (JsonRpcPeer deaf = server.connect();
          JsonRpcPeer writer = server.connect()) {
        deaf.call(
            "monitor", DATABASE, Json.of("m"), new Json.Obj(Map.of("Row", Json.emptyObject())));
        long writes = 0;
        while (server.counted("sessions_cut_slow") == 0) {
          for (int i = 0; i < 100; i++) {
            writer.call("transact", DATABASE, BesiegedServer.insert(SMALL));
          }
          writes += 100;
          server.serveBystander();
          assertThat(writes).as("rows before it was cut").isLessThan(50_000);
        }
        server.awaitLog("reason=slow");
        writer.call("transact", DATABASE, BesiegedServer.delete());
      }
      server.assertRecovered();
    }
  }

  /** The server stops reading, not the flood; what it holds of it is little. */
  @Test
  void whoFloodsWithoutReadingRepliesIsNotReadAnyMore() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      try (JsonRpcPeer flood = server.connect()) {
        long before = server.heapKb();
        byte[] requests =
            ("{\"id\":1,\"method\":\"echo\",\"params\":[\"" + BIG + "\"]}")
                .repeat(10)
                .getBytes(StandardCharsets.UTF_8);
        assertThat(sendUntilStalled(server, flood, requests)).isLessThan(64 * MIB);
        assertThat(server.heapKb()).isLessThan(before + (64 * MIB >> 10));
      }
      server.assertRecovered();
    }
  }

  /** Small requests with large answers: a few kilobytes ask for gigabytes. */
  @Test
  void whoAsksForMuchAndReadsNothingCostsLittle() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      try (JsonRpcPeer greedy = server.connect()) {
        for (int i = 0; i < 200; i++) {
          greedy.call("transact", DATABASE, BesiegedServer.insert(BIG));
        }
        long before = server.heapKb();
        byte[] select =
            ("{\"id\":1,\"method\":\"transact\",\"params\":[\"siege\",{\"op\":\"select\","
                    + "\"table\":\"Row\",\"where\":[]}]}")
                .repeat(500)
                .getBytes(StandardCharsets.UTF_8);
        greedy.offer(select);
        for (int i = 0; i < STALLS; i++) {
          server.serveBystander();
        }
        assertThat(server.heapKb()).isLessThan(before + (64 * MIB >> 10));
      }
      try (JsonRpcPeer broom = server.connect()) {
        broom.call("transact", DATABASE, BesiegedServer.delete());
      }
      server.assertRecovered();
    }
  }

  /** Offers the bytes again and again; gives how many were taken. */
  private static long sendUntilStalled(BesiegedServer server, JsonRpcPeer flood, byte[] bytes)
      throws IOException {
    long taken = 0;
    for (int stalls = 0; stalls < STALLS; ) {
      int count =
          flood.offer(Arrays.copyOfRange(bytes, (int) (taken % bytes.length), bytes.length));
      taken += count;
      if (count > 0) {
        stalls = 0;
      } else {
        server.serveBystander();
        stalls++;
      }
      assertThat(taken).as("bytes taken of a flood").isLessThan(512 * MIB);
    }
    return taken;
  }
}
