package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code vtepd run --remote-read-only}: who watches a VTEP need not be able to change it. */
@Tag("system")
@Timeout(120)
class ReadOnlyRemoteE2eTest {

  private static final String MANAGERS = "db:hardware_vtep,Global,managers";

  @TempDir private Path folder;

  private Program start(String... remotes) throws IOException {
    Path socket = folder.resolve("db.sock");
    List<String> command = new ArrayList<>();
    command.add(OvsdbProcess.launcher().toString());
    command.addAll(List.of("run", "--dataplane=memory", "--rundir=" + folder));
    command.addAll(List.of(remotes));
    Program vtepd = Program.start(folder, "vtepd", command);
    try {
      vtepd.awaitSocket(socket);
      return vtepd;
    } catch (IOException e) {
      vtepd.close();
      throw e;
    }
  }

  private String vtepctl(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("vtep-ctl", "--timeout=20", "--db=unix:" + folder.resolve("db.sock")));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  private static JsonRpcPeer connect(int tcpPort) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort);
    return await("port " + tcpPort)
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> JsonRpcPeer.connect(address), peer -> peer != null);
  }

  private static String transact(JsonRpcPeer peer, String operations) throws IOException {
    String text = "['hardware_vtep'," + operations + "]";
    try {
      Json.Arr params = (Json.Arr) JsonReader.parse(text.replace('\'', '"'));
      return peer.call("transact", params.elements().toArray(Json[]::new)).toText();
    } catch (JsonSyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void readsAlone(JsonRpcPeer reader) throws IOException {
    assertThat(transact(reader, "{'op':'select','table':'Global','where':[],'columns':[]}"))
        .contains("\"rows\":[{}]");
    assertThat(transact(reader, "{'op':'insert','table':'Logical_Switch','row':{'name':'x'}}"))
        .contains("not allowed");
    // The way to other rights: a listener of one's own.
    assertThat(
            transact(
                reader,
                "{'op':'update','table':'Global','where':[],'row':{'managers':['named-uuid','m']}},"
                    + "{'op':'insert','table':'Manager','uuid-name':'m','row':{'target':'ptcp:'}}"))
        .contains("not allowed");
    assertThat(reader.call("lock", Json.of("ovn_northd")).toText()).contains("not allowed");
    Json schema = reader.call("get_schema", Json.of("hardware_vtep")).get("result").orElseThrow();
    assertThat(reader.call("convert", Json.of("hardware_vtep"), schema).toText())
        .contains("not allowed");
  }

  @Test
  void noRowLiftsWhatTheOptionForbids() throws Exception {
    int tcpPort = FreePorts.one();
    String target = "ptcp:" + tcpPort + ":127.0.0.1";
    try (Program _ = start("--remote-read-only=" + target);
        JsonRpcPeer reader = connect(tcpPort)) {
      readsAlone(reader);
      vtepctl("set-manager", target);
      await().until(() -> vtepctl("get", "manager", target, "is_connected").equals("true"));
      readsAlone(reader);
      try (JsonRpcPeer next = connect(tcpPort)) {
        readsAlone(next);
      }
      assertThat(vtepctl("list-ls")).isEmpty();
    }
  }

  @Test
  void rowsTooMayBeForReadersAlone() throws Exception {
    int tcpPort = FreePorts.one();
    try (Program _ = start("--remote-read-only=" + MANAGERS)) {
      vtepctl("set-manager", "ptcp:" + tcpPort + ":127.0.0.1");
      try (JsonRpcPeer reader = connect(tcpPort)) {
        readsAlone(reader);
      }
      assertThat(vtepctl("add-ls", "red", "--", "list-ls")).as("by the socket").contains("red");
    }
  }
}
