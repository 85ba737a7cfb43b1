package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.JsonRpcPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are large, deep or many: served up to a limit, refused or cut beyond it. */
@Tag("system")
@Timeout(240)
class HostileRequestsTest {

  private static final int MIB = 1 << 20;
  private static final Json DATABASE = Json.of(BesiegedServer.DATABASE);
  private static final Json.Obj WAIT_FOR_EVER =
      new Json.Obj(
          Map.of(
              "op", Json.of("wait"),
              "table", Json.of("Row"),
              "where", Json.array(),
              "columns", Json.array(Json.of("n")),
              "until", Json.of("=="),
              "timeout", Json.of(Long.MAX_VALUE / 2),
              "rows", Json.array(new Json.Obj(Map.of("n", Json.of(77))))));

  @TempDir private Path folder;

  @Test
  void requestOfManyMegabytesIsServed() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      try (JsonRpcPeer peer = server.connect()) {
        Json insert = BesiegedServer.insert("x".repeat(64 * MIB));
        Json.Obj reply = peer.call("transact", DATABASE, insert, BesiegedServer.delete());
        assertThat(reply.get("error")).contains(Json.ofNull());
        assertThat(reply.toText()).contains("\"uuid\"").contains("\"count\":1");
      }
      server.assertRecovered();
    }
  }

  @Test
  void largerRequestThanTheLimitEndsTheSessionAndIsTold() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder, "--limit=message-bytes=1000000")) {
      assertHungUpOn(server, "[" + "1,".repeat(MIB));
      server.awaitLog("1000000 bytes");
      assertThat(server.counted("sessions_cut_input")).isEqualTo(1);
      server.assertRecovered();
    }
  }

  @Test
  void deeperRequestThanTheLimitEndsTheSessionAndIsTold() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      try (JsonRpcPeer peer = server.connect()) {
        String nested = "[".repeat(900) + "]".repeat(900);
        peer.send("{\"id\":1,\"method\":\"echo\",\"params\":" + nested + "}");
        assertThat(peer.next().orElseThrow().toText()).contains(nested);
      }
      assertHungUpOn(server, "{\"id\":1,\"method\":\"echo\",\"params\":" + "[".repeat(100_000));
      server.awaitLog("event=session-cut");
      server.assertRecovered();
    }
  }

  private static void assertHungUpOn(BesiegedServer server, String text) throws IOException {
    try (JsonRpcPeer peer = server.connect()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      try {
        int sent = 0;
        while (sent < bytes.length) {
          sent += peer.offer(Arrays.copyOfRange(bytes, sent, bytes.length));
        }
      } catch (IOException e) {
        // It has hung up while we were sending: a broken pipe.
        assertThat(e).hasMessageMatching("(?i).*(pipe|reset).*");
      }
      assertThat(peer.next()).isEmpty();
    }
  }

  @Test
  void hugeIdsComeBackAsTheyWere() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      try (JsonRpcPeer peer = server.connect()) {
        Json id = new Json.Obj(Map.of("id", Json.of("i".repeat(MIB)), "n", new Json.Real(1.5)));
        peer.send("{\"id\":" + id.toText() + ",\"method\":\"list_dbs\",\"params\":[]}");
        assertThat(peer.next().orElseThrow().get("id")).contains(id);
        peer.send("{\"id\":" + id.toText() + ",\"method\":\"lock\",\"params\":[1]}");
        assertThat(peer.next().orElseThrow().get("id")).contains(id);
      }
      server.assertRecovered();
    }
  }

  @Test
  void monitorsAreServedUpToTheLimit() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder, "--limit=monitors=200")) {
      try (JsonRpcPeer peer = server.connect()) {
        for (int i = 0; i < 200; i++) {
          assertThat(monitor(peer, i).get("error")).contains(Json.ofNull());
        }
        assertThat(monitor(peer, 200).toText()).contains("resources exhausted");
        List<Json.Obj> updates =
            peer.callAndCollect("transact", DATABASE, BesiegedServer.insert("seen"));
        assertThat(updates).as("updates, then the reply").hasSize(201);
        peer.call("transact", DATABASE, BesiegedServer.delete());
      }
      server.assertRecovered();
    }
  }

  private static Json.Obj monitor(JsonRpcPeer peer, int id) throws IOException {
    Json tables = new Json.Obj(Map.of("Row", Json.emptyObject()));
    return peer.call("monitor", DATABASE, Json.of(id), tables);
  }

  @Test
  void locksAreGrantedUpToTheLimitAndGivenBackAtTheEnd() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      try (JsonRpcPeer peer = server.connect()) {
        for (int i = 0; i < 1_000; i++) {
          assertThat(peer.call("lock", Json.of("l" + i)).toText()).contains("\"locked\":true");
        }
        assertThat(peer.call("lock", Json.of("more")).toText()).contains("resources exhausted");
      }
      server.assertRecovered();
      try (JsonRpcPeer next = server.connect()) {
        assertThat(next.call("lock", Json.of("l7")).toText()).contains("\"locked\":true");
      }
    }
  }

  @Test
  void waitsForEverAreHeldUpToTheLimitAndForgottenAtTheEnd() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder, "--limit=waits=500")) {
      try (JsonRpcPeer peer = server.connect()) {
        for (int i = 0; i < 501; i++) {
          peer.request("transact", DATABASE, WAIT_FOR_EVER);
        }
        Optional<Json.Obj> refused = peer.next();
        assertThat(refused.orElseThrow().toText()).contains("resources exhausted");
        assertThat(server.held("triggers")).isEqualTo(500);
        server.serveBystander();
      }
      server.assertRecovered();
    }
  }
}
