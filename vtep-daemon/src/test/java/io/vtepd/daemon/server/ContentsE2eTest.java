package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Initial contents for many at once. */
class ContentsE2eTest {

  private static final int ROWS = 8_000;

  private final ServerFixture fixture = new ServerFixture();
  private final RawClient writer = fixture.client();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void fill() {
    StringBuilder inserts = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      inserts.append(",{'op':'insert','table':'Thing','row':{'number':" + i + "}}");
    }
    assertThat(writer.ask("{'id':0,'method':'transact','params':['db'" + inserts + "]}"))
        .doesNotContain("'error':'");
  }

  @Test
  void clientsThatComeAtOnceShareEncodings() {
    fill();
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      clients.add(fixture.client());
    }
    clients.forEach(
        client -> client.send("{'id':1,'method':'monitor','params':['db',null,{'Thing':{}}]}"));
    for (RawClient client : clients) {
      Json.Obj reply = (Json.Obj) client.next().orElseThrow();
      Json.Obj result = (Json.Obj) reply.get("result").orElseThrow();
      assertThat(((Json.Obj) result.get("Thing").orElseThrow()).members()).hasSize(ROWS);
    }
    long encoded = fixture.server().counters().get(ServerCounter.CONTENTS_ENCODED);
    long shared = fixture.server().counters().get(ServerCounter.CONTENTS_SHARED);
    assertThat(encoded + shared).isEqualTo(25);
    assertThat(encoded).isLessThan(20);
  }

  @Test
  void echoDoesNotGetAheadOfContents() {
    fill();
    for (int i = 0; i < 10; i++) {
      RawClient client = fixture.client();
      client.send("{'id':1,'method':'monitor','params':['db',null,{'Thing':{}}]}");
      // The owner thread has taken the request when it answers this one.
      writer.ask("{'id':0,'method':'list_dbs','params':[]}");
      client.send("{'id':2,'method':'echo','params':[]}");
      assertThat(((Json.Obj) client.next().orElseThrow()).get("id")).contains(Json.of(1));
      assertThat(((Json.Obj) client.next().orElseThrow()).get("id")).contains(Json.of(2));
    }
  }

  @Test
  void commitsDuringEncodingFollowTheContents() {
    fill();
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      RawClient client = fixture.client();
      clients.add(client);
      client.send("{'id':1,'method':'monitor_cond','params':['db',1,{'Thing':{}}]}");
      writer.ask(
          "{'id':0,'method':'transact','params':['db',"
              + "{'op':'insert','table':'Thing','row':{}}]}");
    }
    for (int i = 0; i < clients.size(); i++) {
      int rows = 0;
      Json.Obj message = (Json.Obj) clients.get(i).next().orElseThrow();
      assertThat(message.get("id")).contains(Json.of(1));
      Json.Obj tables = (Json.Obj) message.get("result").orElseThrow();
      rows += ((Json.Obj) tables.get("Thing").orElseThrow()).members().size();
      // Not echo: that may be answered before what waits until the contents have left.
      for (String update : clients.get(i).readUpToAnswer("list_dbs")) {
        assertThat(update).startsWith("{'method':'update2'");
        rows += update.split("'insert'", -1).length - 1;
      }
      assertThat(rows).isEqualTo(ROWS + clients.size());
    }
  }
}
