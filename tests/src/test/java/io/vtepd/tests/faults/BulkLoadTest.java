package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaPrinter;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.vtep.HardwareVtepSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A controller that loads thousands of MACs at once, again and again, while others are probed every
 * 5 s of silence, as by default, and talk.
 */
@Tag("system")
@Timeout(120)
class BulkLoadTest {

  private static final int MACS = 15_000;
  private static final int LEAST_LOADS = 3;
  private static final int ECHOES_IN_FLIGHT = 8;
  private static final String PROBE_ANSWER = "{\"id\":\"echo\",\"result\":[],\"error\":null}";

  private final AtomicBoolean loading = new AtomicBoolean(true);
  private final AtomicBoolean probed = new AtomicBoolean();

  /** All remote MACs of before go, others come. */
  private static Json.Arr load() throws Exception {
    StringBuilder text = new StringBuilder("['hardware_vtep',");
    text.append("{'op':'delete','table':'Ucast_Macs_Remote','where':[]},");
    text.append("{'op':'delete','table':'Logical_Switch','where':[]},");
    text.append("{'op':'insert','table':'Logical_Switch','uuid-name':'l','row':{'name':'red'}},");
    text.append("{'op':'insert','table':'Physical_Locator','uuid-name':'p',");
    text.append("'row':{'dst_ip':'192.0.2.9','encapsulation_type':'vxlan_over_ipv4'}}");
    for (int i = 0; i < MACS; i++) {
      text.append(",{'op':'insert','table':'Ucast_Macs_Remote','row':{'MAC':'");
      text.append("0a:00:00:00:%02x:%02x".formatted(i >> 8, i & 255));
      text.append("','logical_switch':['named-uuid','l'],'locator':['named-uuid','p']}}");
    }
    return (Json.Arr) JsonReader.parse(text.append(']').toString().replace('\'', '"'));
  }

  @Test
  void keepsNobodyWaitingForLongerThanAProbe(@TempDir Path folder) throws Exception {
    int tcpPort = FreePorts.one();
    Json schema = SchemaPrinter.print(HardwareVtepSchema.load());
    String remote = "--remote=ptcp:" + tcpPort + ":127.0.0.1";
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort);
    try (OvsdbProcess server = OvsdbProcess.create(Maker.OURS, folder, schema, remote);
        ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
        JsonRpcPeer loader = server.connect();
        JsonRpcPeer idle = connect(address);
        JsonRpcPeer talker = connect(address)) {
      Future<Boolean> served = others.submit(() -> answerProbes(idle));
      Future<Integer> echoes = others.submit(() -> talk(talker));
      Json[] load = load().elements().toArray(Json[]::new);
      try {
        for (int i = 0; i < LEAST_LOADS || !probed.get() && !served.isDone(); i++) {
          String reply = loader.call("transact", load).toText();
          assertThat(reply).contains("\"error\":null").doesNotContain("\"details\"");
        }
      } finally {
        loading.set(false);
      }
      assertThat(echoes.get()).isPositive();
      assertThat(served.get()).isTrue();
    }
  }

  /** It listens there a little later than on its socket. */
  private static JsonRpcPeer connect(InetSocketAddress address) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> JsonRpcPeer.connect(address), Objects::nonNull);
  }

  /** Says nothing but what it is asked for; whether it is served at the end. */
  private boolean answerProbes(JsonRpcPeer idle) throws IOException {
    Optional<Json.Obj> probe = idle.next();
    assertThat(probe.orElseThrow().get("method")).contains(Json.of("echo"));
    idle.send(PROBE_ANSWER);
    probed.set(true);
    return idle.call("list_dbs").get("error").equals(Optional.of(Json.ofNull()));
  }

  /** Sends echoes, some ahead of the answers, which come in order; how many. */
  private int talk(JsonRpcPeer talker) throws IOException {
    int sent = 0;
    int answered = 0;
    while (loading.get() || answered < sent) {
      while (loading.get() && sent < answered + ECHOES_IN_FLIGHT) {
        talker.request("echo", Json.of(sent++));
      }
      Json.Obj reply = talker.next().orElseThrow();
      assertThat(reply.get("id")).contains(Json.of(answered));
      assertThat(reply.get("result")).contains(Json.array(Json.of(answered)));
      answered++;
    }
    return answered;
  }
}
