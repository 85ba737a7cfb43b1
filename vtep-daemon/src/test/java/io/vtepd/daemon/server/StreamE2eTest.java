package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where messages begin and end, and how streams do. */
class StreamE2eTest {

  private final ServerFixture fixture = new ServerFixture();
  private final RawClient client = fixture.tcpClient();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void splitsAnywhere() {
    byte[] bytes =
        "{\"id\":\"\u00e4\ud83d\ude00\",\"method\":\"echo\",\"params\":[\"\\\\\",\"\\ud83d\\ude00\"]}"
            .getBytes(StandardCharsets.UTF_8);
    for (int at = 1; at < bytes.length; at++) {
      byte[] head = java.util.Arrays.copyOf(bytes, at);
      byte[] tail = java.util.Arrays.copyOfRange(bytes, at, bytes.length);
      client.sendBytes(head);
      // The server has read the head when it has answered somebody who came later.
      fixture.client().ask("{'id':1,'method':'list_dbs','params':[]}");
      client.sendBytes(tail);
      assertThat(client.read()).contains("\u00e4\ud83d\ude00");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersWhatCameBeforeTheEnd(boolean tcp) {
    RawClient client = tcp ? fixture.tcpClient() : fixture.client();
    client
        .send("{'id':1,'method':'list_dbs','params':[]}{'id':2,'method':'echo','params':[]}")
        .shutdownOutput();
    assertThat(client.read()).startsWith("{'id':1");
    assertThat(client.read()).startsWith("{'id':2");
    assertThat(client.read()).isEqualTo("end");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dropsPendingWaitAtTheEnd(boolean tcp) {
    RawClient client = tcp ? fixture.tcpClient() : fixture.client();
    client
        .send(
            "{'id':1,'method':'transact','params':['db',{'op':'wait','table':'Thing','where':[],"
                + "'columns':['name'],'until':'!=','rows':[]}]}"
                + "{'id':2,'method':'list_dbs','params':[]}")
        .shutdownOutput();
    assertThat(client.read()).startsWith("{'id':2");
    assertThat(client.read()).isEqualTo("end");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closesSilentlyAtTheEndInsideAMessage(boolean tcp) {
    RawClient client = tcp ? fixture.tcpClient() : fixture.client();
    client.send("{'id':1,'method':'list_d").shutdownOutput();
    assertThat(client.read()).isEqualTo("end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "5 ",
        "nonsense ",
        "{'id':1,'method':5,'params':[]}",
        "{'id':1,'method':'echo','params':null}",
        "{'id':1,'method':'echo'}",
        "{'id':1,'method':'echo','params':{}}",
        "{'jsonrpc':'2.0','id':1,'method':'echo','params':[]}",
        "{'id':1,'method':'echo','params':[],'result':1}",
        "{'id':1,'method':'echo','params':[],'error':1}",
        "{'id':1,'result':1,'error':null}",
        "{'id':1,'result':null,'error':'no'}",
        "{'id':1,'method':'echo','params':['\\u0000']}",
        "{'id':1,'method':'echo','params':['\\ud800']}",
        "{'id':1,'method':'echo','params':['\\x']}",
        "{'id':1,'method':'echo','params':[1e999]}",
        "{} ",
        "{'id':'echo','error':'no','result':null}"
      })
  void closesAfterAnsweringWhatCameBeforeTheMistake(String mistake) {
    client.send("{'id':7,'method':'list_dbs','params':[]}" + mistake);
    assertThat(client.read()).startsWith("{'id':7");
    assertThat(client.read()).isEqualTo("end");
    assertThat(fixture.server().counters().get(ServerCounter.SESSIONS_CUT_INPUT)).isEqualTo(1);
  }

  @Test
  void swallowsAnswersToItsEcho() {
    client.send("{'id':'echo','result':[]}{'id':'echo','result':[],'error':null}");
    assertThat(client.ask("{'id':1,'method':'list_dbs','params':[]}")).startsWith("{'id':1");
  }

  @Test
  void limitsNesting() {
    String deep = "[".repeat(990) + "]".repeat(990);
    assertThat(client.ask("{'id':1,'method':'echo','params':" + deep + "}")).startsWith("{'id':1");
    String deeper = "[".repeat(1_100) + "]".repeat(1_100);
    assertThat(client.ask("{'id':1,'method':'echo','params':" + deeper + "}")).isEqualTo("end");
  }

  @Test
  void takesLongStrings() {
    String text = "x".repeat(16 << 20);
    assertThat(client.ask("{'id':1,'method':'echo','params':['" + text + "']}"))
        .hasSize(text.length() + "{'id':1,'result':[''],'error':null}".length());
  }

  @Test
  void servesTwoHundredSessionsAndForgetsThem() {
    List<RawClient> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(i % 2 == 0 ? fixture.client() : fixture.tcpClient());
    }
    many.forEach(one ->
        one.send(
            "{'id':1,'method':'lock','params':['l']}"
                + "{'id':2,'method':'monitor','params':['db',null,{'Thing':{}}]}"));
    many.forEach(one -> assertThat(one.read()).contains("'locked'"));
    many.forEach(one -> assertThat(one.read()).startsWith("{'id':2,'result':{}"));
    many.forEach(RawClient::close);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(fixture.server().sessionCount()).isEqualTo(1));
    assertThat(client.ask("{'id':1,'method':'lock','params':['l']}")).contains("true");
  }
}
