package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The methods about the server itself, and what is common to all. */
class RequestE2eTest {

  private final ServerFixture fixture = new ServerFixture();
  private final RawClient client = fixture.client();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void listsDatabasesAndServer() {
    assertThat(client.ask("{'id':1,'method':'list_dbs','params':[]}"))
        .isEqualTo("{'id':1,'result':['_Server','db'],'error':null}");
  }

  @Test
  void answersOverTcpToo() {
    assertThat(fixture.tcpClient().ask("{'id':1,'method':'list_dbs','params':['ignored']}"))
        .isEqualTo("{'id':1,'result':['_Server','db'],'error':null}");
  }

  @Test
  void echoesParameters() {
    assertThat(client.ask("{'id':[1,{'a':null}],'method':'echo','params':[1,{}]}"))
        .isEqualTo("{'id':[1,{'a':null}],'result':[1,{}],'error':null}");
  }

  @Test
  void echoesAnyId() {
    for (String id : new String[] {"false", "0", "''", "[]", "{}", "1.5", "{'a':[[]]}"}) {
      assertThat(client.ask("{'id':" + id + ",'method':'list_dbs','params':[]}"))
          .startsWith("{'id':" + id + ",'result':[");
    }
  }

  @Test
  void printsSchema() {
    assertThat(client.ask("{'id':1,'method':'get_schema','params':['db']}"))
        .contains("'name':'db'", "'version':'1.0.0'", "'name':{'type':'string'}");
  }

  @Test
  void namesDatabaseProblems() {
    assertThat(client.ask("{'id':1,'method':'get_schema','params':[]}"))
        .contains("'result':null", "'error':'syntax error'");
    assertThat(client.ask("{'id':1,'method':'get_schema','params':[5]}"))
        .contains("'error':'syntax error'", "must begin with <db-name>");
    assertThat(client.ask("{'id':1,'method':'transact','params':['nope']}"))
        .contains("'error':'unknown database'");
  }

  @Test
  void refusesUnknownMethodAndGoesOn() {
    assertThat(client.ask("{'id':1,'method':'frobnicate','params':[]}"))
        .isEqualTo("{'id':1,'result':null,'error':'unknown method'}");
    assertThat(client.ask("{'id':2,'method':'echo','params':[]}")).contains("'id':2");
  }

  @Test
  void keepsServerIdForItsLife() {
    String first = client.ask("{'id':1,'method':'get_server_id','params':[]}");
    assertThat(fixture.client().ask("{'id':1,'method':'get_server_id','params':[]}"))
        .isEqualTo(first)
        .matches("\\{'id':1,'result':'[0-9a-f-]{36}','error':null}");
  }

  @Test
  void takesExactlyOneBooleanForAwareness() {
    assertThat(client.ask("{'id':1,'method':'set_db_change_aware','params':[true]}"))
        .isEqualTo("{'id':1,'result':{},'error':null}");
    assertThat(client.ask("{'id':1,'method':'set_db_change_aware','params':[]}"))
        .contains("'error':'syntax error'");
    assertThat(client.ask("{'id':1,'method':'set_db_change_aware','params':[1]}"))
        .contains("'error':'syntax error'");
  }

  @Test
  void describesDatabasesInServerDatabase() {
    assertThat(
            client.ask(
                "{'id':1,'method':'transact','params':['_Server',{'op':'select',"
                    + "'table':'Database','where':[['name','==','db']],"
                    + "'columns':['name','model','connected','leader','schema','cid','index']}]}"))
        .contains("'model':'standalone'", "'connected':true", "'leader':true")
        .contains("'cid':['set',[]]", "'index':['set',[]]", "\\'tables\\'");
  }

  @Test
  void serverDatabaseDescribesItself() {
    assertThat(
            client.ask(
                "{'id':1,'method':'transact','params':['_Server',{'op':'select',"
                    + "'table':'Database','where':[['name','==','_Server']],"
                    + "'columns':['schema']}]}"))
        .contains("\\'Database\\'", "\\'connected\\'");
  }

  @Test
  void refusesWritesToServerDatabase() {
    assertThat(
            client.ask(
                "{'id':1,'method':'transact','params':['_Server',{'op':'delete',"
                    + "'table':'Database','where':[]}]}"))
        .contains("'error':'not allowed'");
  }

  @Test
  void answersInOrder() {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      String method = i % 3 == 0 ? "echo" : i % 3 == 1 ? "list_dbs" : "nope";
      requests.append("{'id':" + i + ",'method':'" + method + "','params':[]}");
    }
    client.send(requests.toString());
    for (int i = 0; i < 3_000; i++) {
      assertThat(client.read()).startsWith("{'id':" + i + ",");
    }
  }

  @Test
  void ignoresNotifications() {
    client.send(
        "{'id':null,'method':'transact','params':['db',{'op':'insert','table':'Thing',"
            + "'row':{}}]}{'method':'lock','params':['a'],'id':null}{'method':'nope','params':[]}");
    assertThat(
            client.ask(
                "{'id':1,'method':'transact','params':['db',{'op':'select',"
                    + "'table':'Thing','where':[]}]}"))
        .isEqualTo("{'id':1,'result':[{'rows':[]}],'error':null}");
  }
}
