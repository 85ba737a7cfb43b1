package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.JsonRpcPeer;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections by the thousand, and those that nobody speaks on. */
@Tag("system")
@Timeout(240)
class CrowdedServerTest {

  private static final int CROWD = 1_000;
  private static final int VISITS = 10_000;
  private static final int SILENT = 200;

  @TempDir private Path folder;

  @Test
  void aThousandConnectionsAreServedAtOnce() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      List<JsonRpcPeer> crowd = new ArrayList<>();
      try {
        for (int i = 0; i < CROWD; i++) {
          JsonRpcPeer one = server.connect();
          crowd.add(one);
          one.request("list_dbs");
        }
        for (JsonRpcPeer one : crowd) {
          assertThat(one.next().orElseThrow().get("error")).contains(Json.ofNull());
        }
        assertThat(server.held("sessions")).isEqualTo(CROWD + 1);
        server.serveBystander();
      } finally {
        for (JsonRpcPeer one : crowd) {
          one.close();
        }
      }
      server.assertRecovered();
    }
  }

  @Test
  void thousandsOfShortConnectionsLeaveNothing() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      for (int i = 0; i < VISITS; i++) {
        try (JsonRpcPeer visitor = server.connect()) {
          visitor.call("list_dbs");
        }
        if (i % 100 == 0) {
          server.serveBystander();
        }
      }
      server.assertRecovered();
    }
  }

  @Test
  void oneConnectionTooManyIsClosedAndTheNextIsServedWhenThereIsRoom() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder, "--limit=sessions=3")) {
      try (JsonRpcPeer second = server.connect();
          JsonRpcPeer third = server.connect();
          JsonRpcPeer fourth = server.connect()) {
        second.call("list_dbs");
        third.call("list_dbs");
        assertThat(fourth.next()).isEmpty();
      }
      server.awaitLog("3 sessions are open, which is the limit");
      server.assertRecovered();
      try (JsonRpcPeer next = server.connect()) {
        next.call("list_dbs");
      }
    }
  }

  /** Nothing, half a message, half a message and a half-close, a reset. */
  @Test
  void connectionsThatNobodySpeaksOnAreHarmless() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      List<SocketChannel> silent = new ArrayList<>();
      try {
        for (int i = 0; i < SILENT; i++) {
          SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()));
          silent.add(channel);
          behave(channel, i % 4);
        }
        server.serveBystander();
      } finally {
        for (SocketChannel channel : silent) {
          channel.close();
        }
      }
      server.assertRecovered();
    }
  }

  private static void behave(SocketChannel channel, int kind) throws IOException {
    byte[] half = "{\"id\": 1, \"method\": \"li".getBytes(StandardCharsets.UTF_8);
    if (kind > 0) {
      channel.write(ByteBuffer.wrap(half));
    }
    if (kind == 2) {
      channel.shutdownOutput();
    }
    if (kind == 3) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 1);
      channel.close();
    }
  }

  @Test
  void requestThatComesByteByByteIsAnsweredAndKeepsNobodyWaiting() throws Exception {
    try (BesiegedServer server = BesiegedServer.start(folder)) {
      try (JsonRpcPeer slow = server.connect()) {
        String request = "{\"id\":7,\"method\":\"list_dbs\",\"params\":[]}";
        for (byte one : request.getBytes(StandardCharsets.UTF_8)) {
          assertThat(slow.offer(new byte[] {one})).isEqualTo(1);
          server.serveBystander();
        }
        assertThat(slow.next().orElseThrow().get("id")).contains(Json.of(7));
      }
      server.assertRecovered();
    }
  }
}
