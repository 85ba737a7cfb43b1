package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Remotes of all kinds serve sessions: those of strings in a column, those that are dialled. */
@Tag("system")
@Timeout(120)
class KindsOfRemotesE2eTest {

  private static final String SCHEMA =
      """
      {"name":"F","version":"1.0.0","tables":{
        "Strings":{"isRoot":true,"columns":{
          "targets":{"type":{"key":"string","min":0,"max":"unlimited"}}}},
        "Root":{"isRoot":true,"columns":{
          "remotes":{"type":{"key":{"type":"uuid","refTable":"Remote"},
            "min":0,"max":"unlimited"}}}},
        "Remote":{"columns":{"target":{"type":"string"},
          "inactivity_probe":{"type":{"key":"integer","min":0,"max":1}}}}}}
      """;

  /** The least interval, for both servers. */
  private static final int PROBE_MS = 1_000;

  private final int tcpPort = FreePorts.one();

  @TempDir private Path folder;

  private OvsdbProcess start(Maker maker, String... options) throws Exception {
    return OvsdbProcess.create(maker, folder, JsonReader.parse(SCHEMA), options);
  }

  private static void transact(OvsdbProcess server, String operations) throws IOException {
    String transaction = ("[\"F\"," + operations + "]").replace('\'', '"');
    assertThat(Commands.run("ovsdb-client", "transact", "unix:" + server.socket(), transaction))
        .doesNotContain("error");
  }

  private String target() {
    return "ptcp:" + tcpPort + ":127.0.0.1";
  }

  private JsonRpcPeer connect() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort);
    return await("port " + tcpPort)
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> JsonRpcPeer.connect(address), peer -> peer != null);
  }

  private static void assertServed(JsonRpcPeer peer) throws IOException {
    Json.Obj reply = peer.call("list_dbs");
    assertThat(reply.get("result").orElseThrow().toText()).contains("\"F\"");
    peer.call("monitor", Json.of("F"), Json.of(1), Json.emptyObject());
    assertThat(peer.call("transact", Json.of("F")).get("error").orElseThrow())
        .isEqualTo(Json.ofNull());
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void stringsOfAColumnAreRemotes(Maker maker) throws Exception {
    try (OvsdbProcess server = start(maker, "--remote=db:F,Strings,targets")) {
      transact(
          server,
          "{'op':'insert','table':'Strings','row':{'targets':['set',['nonsense','"
              + target()
              + "']]}}");
      try (JsonRpcPeer peer = connect()) {
        assertServed(peer);
        transact(
            server,
            "{'op':'mutate','table':'Strings','where':[],'mutations':[['targets','delete','"
                + target()
                + "']]}");
        assertThat(peer.next()).as("after the string is gone").isEmpty();
      }
    }
  }

  @Test
  void socketOfThisMachineIsDialled() throws Exception {
    Path socket = folder.resolve("controller");
    dialled("unix:" + socket, UnixDomainSocketAddress.of(socket));
  }

  @Test
  void tcpPortIsDialled() throws Exception {
    dialled(
        "tcp:127.0.0.1:" + tcpPort,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort));
  }

  private void dialled(String target, SocketAddress address) throws Exception {
    try (ServerSocketChannel controller =
            address instanceof InetSocketAddress
                ? ServerSocketChannel.open()
                : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        OvsdbProcess server = start(Maker.OURS, "--remote=" + target)) {
      // Nobody listened when it began.
      controller.bind(address);
      for (String session : List.of("the first", "after the first has ended")) {
        try (JsonRpcPeer peer = JsonRpcPeer.accepted(controller.accept())) {
          assertServed(peer);
        }
        assertThat(server.isAlive()).as(session).isTrue();
      }
    }
  }

  /** Each byte counts as a sign of life: it comes after a probe, and no answer to that does. */
  @ParameterizedTest
  @EnumSource(Maker.class)
  void writerThatIsSlowerThanTheProbeIsServed(Maker maker) throws Exception {
    String request = "{\"id\":7,\"method\":\"list_dbs\",\"params\":[]}";
    try (OvsdbProcess server = start(maker, "--remote=db:F,Root,remotes")) {
      transact(
          server,
          "{'op':'insert','table':'Root','row':{'remotes':['named-uuid','r']}},"
              + "{'op':'insert','table':'Remote','uuid-name':'r','row':{'target':'"
              + target()
              + "','inactivity_probe':"
              + PROBE_MS
              + "}}");
      try (JsonRpcPeer slow = connect()) {
        int slowly = request.length() - 3;
        slow.send(request.substring(0, slowly));
        for (int i = slowly; i < request.length(); i++) {
          assertThat(slow.next().orElseThrow().get("method")).contains(Json.of("echo"));
          slow.send(request.substring(i, i + 1));
        }
        assertThat(slow.next().orElseThrow().get("id")).contains(Json.of(7));
      }
    }
  }
}
