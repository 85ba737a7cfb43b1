package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Monitors over sockets. */
class MonitorE2eTest {

  private static final String ZERO = "00000000-0000-0000-0000-000000000000";

  private final ServerFixture fixture = new ServerFixture();
  private final RawClient client = fixture.client();
  private final RawClient other = fixture.client();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String transact(Object id, String... operations) {
    return "{'id':"
        + id
        + ",'method':'transact','params':['db',"
        + String.join(",", operations)
        + "]}";
  }

  private static String insert(String row) {
    return "{'op':'insert','table':'Thing','row':{" + row + "}}";
  }

  private static String update(String name, String row) {
    return "{'op':'update','table':'Thing','where':[['name','==','"
        + name
        + "']],'row':{"
        + row
        + "}}";
  }

  private static String delete(String name) {
    return "{'op':'delete','table':'Thing','where':[['name','==','" + name + "']]}";
  }

  private static String withoutUuids(String text) {
    return text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "U");
  }

  private void commit(String... operations) {
    assertThat(other.ask(transact(0, operations))).doesNotContain("'error':'");
  }

  @Test
  void tellsInitialInsertModifyDelete() {
    commit(insert("'name':'a','number':1"));
    assertThat(
            withoutUuids(
                client.ask(
                    "{'id':1,'method':'monitor','params':['db',null,"
                        + "{'Thing':{'columns':['name','number']}}]}")))
        .isEqualTo(
            "{'id':1,'result':{'Thing':{'U':{'new':{'name':'a','number':1}}}},'error':null}");
    commit(insert("'name':'b'"));
    assertThat(withoutUuids(client.read()))
        .isEqualTo(
            "{'method':'update','params':[null,{'Thing':{'U':{'new':{'name':'b','number':0}}}}],"
                + "'id':null}");
    commit(update("b", "'number':7"));
    assertThat(withoutUuids(client.read()))
        .contains("{'old':{'number':0},'new':{'name':'b','number':7}}");
    commit(delete("b"));
    assertThat(withoutUuids(client.read())).contains("{'old':{'name':'b','number':7}}");
  }

  @Test
  void showsVersionButNotUuidWithoutColumns() {
    commit(insert("'name':'a'"));
    assertThat(client.ask("{'id':1,'method':'monitor','params':['db',1,{'Thing':[{}]}]}"))
        .contains("'_version':['uuid'", "'tags':['set',[]]", "'config':['map',[]]")
        .doesNotContain("_uuid");
    assertThat(
            client.ask(
                "{'id':1,'method':'monitor','params':['db',2,{'Thing':[{'columns':['_uuid']}]}]}"))
        .contains("{'new':{'_uuid':['uuid'");
  }

  @Test
  void tellsDifferences() {
    commit(insert("'name':'a','tags':['set',['p','q']],'config':['map',[['k',1],['l',2]]]"));
    assertThat(
            withoutUuids(
                client.ask(
                    "{'id':1,'method':'monitor_cond','params':['db',['m',1],{'Thing':"
                        + "{'columns':['name','number','tags','config','label']}}]}")))
        .isEqualTo(
            "{'id':1,'result':{'Thing':{'U':{'initial':{'config':['map',[['k',1],['l',2]]],"
                + "'name':'a','tags':['set',['p','q']]}}}},'error':null}");
    commit(
        "{'op':'mutate','table':'Thing','where':[],'mutations':[['tags','insert','r'],"
            + "['tags','delete','p'],['config','delete','k'],['config','insert',"
            + "['map',[['m',3]]]],['number','+=',1]]}",
        update("a", "'label':'x'"));
    assertThat(withoutUuids(client.read()))
        .isEqualTo(
            "{'method':'update2','params':[['m',1],{'Thing':{'U':{'modify':{'config':['map',"
                + "[['k',1],['m',3]]],'label':'x','number':1,'tags':['set',['p','r']]}}}}],"
                + "'id':null}");
    commit(delete("a"));
    assertThat(withoutUuids(client.read())).contains("{'Thing':{'U':{'delete':null}}}");
  }

  @Test
  void answersMonitorSinceAsWithoutHistory() {
    assertThat(
            client.ask(
                "{'id':1,'method':'monitor_cond_since','params':['db',1,{'Thing':{}},'"
                    + ZERO
                    + "']}"))
        .isEqualTo("{'id':1,'result':[false,'" + ZERO + "',{}],'error':null}");
    commit(insert("'name':'a'"));
    assertThat(withoutUuids(client.read()))
        .startsWith("{'method':'update3','params':[1,'U',{'Thing':{'U':{'insert':{");
  }

  @Test
  void saysNothingOfNothing() {
    client.ask("{'id':1,'method':'monitor','params':['db',1,{'Thing':{'columns':['name']}}]}");
    commit(insert("'name':'a'"));
    client.read();
    commit(update("a", "'number':3"));
    commit(update("a", "'name':'a'"));
    commit(insert("'name':'gone'"), delete("gone"));
    commit("{'op':'insert','table':'Other','row':{}}");
    assertThat(client.readUpToNow()).isEmpty();
  }

  @Test
  void selectsKinds() {
    commit(insert("'name':'a'"));
    assertThat(
            client.ask(
                "{'id':1,'method':'monitor','params':['db',1,{'Thing':[{'columns':['name'],"
                    + "'select':{'initial':false,'insert':false,'modify':false}},"
                    + "{'columns':['number'],'select':{'initial':false,'delete':false}}]}]}"))
        .isEqualTo("{'id':1,'result':{},'error':null}");
    commit(insert("'name':'b','number':2"));
    assertThat(client.read()).contains("{'new':{'number':2}}");
    commit(update("b", "'name':'c'"));
    commit(delete("c"));
    assertThat(client.read()).contains("{'old':{'name':'c'}}");
  }

  @Test
  void updatesOfATransactionComeBeforeItsAnswer() {
    client.ask("{'id':1,'method':'monitor','params':['db',1,{'Thing':{}}]}");
    client.ask("{'id':2,'method':'monitor_cond','params':['db',2,{'Thing':{}}]}");
    client.send(transact(3, insert("'name':'a'")) + transact(4, insert("'name':'b'")));
    assertThat(client.read()).startsWith("{'method':'update");
    assertThat(client.read()).startsWith("{'method':'update");
    assertThat(client.read()).startsWith("{'id':3");
    assertThat(client.read()).startsWith("{'method':'update");
    assertThat(client.read()).startsWith("{'method':'update");
    assertThat(client.read()).startsWith("{'id':4");
  }

  @Test
  void rowsComeAndGoWithTheirCondition() {
    commit(insert("'name':'a','number':1"), insert("'name':'b','number':2"));
    assertThat(
            client.ask(
                "{'id':1,'method':'monitor_cond','params':['db',1,{'Thing':{'columns':['name'],"
                    + "'where':[['number','==',2],['number','==',3]]}}]}"))
        .contains("{'initial':{'name':'b'}}")
        .doesNotContain("'a'");
    commit(update("a", "'number':3"));
    assertThat(client.read()).contains("{'insert':{'name':'a'}}");
    commit(update("b", "'number':9"));
    assertThat(client.read()).contains("{'delete':null}");
    commit(update("a", "'number':2"));
    assertThat(client.readUpToNow()).isEmpty();
  }

  @Test
  void conditionChangeTellsBeforeItAnswers() {
    commit(insert("'name':'a','number':1"), insert("'name':'b','number':2"));
    client.ask(
        "{'id':1,'method':'monitor_cond','params':['db',1,{'Thing':{'columns':['name'],"
            + "'where':[false]},'Other':{}}]}");
    client.send(
        "{'id':2,'method':'monitor_cond_change','params':[1,[2],{'Thing':[{'where':"
            + "[['number','==',1]]}]}]}");
    assertThat(withoutUuids(client.read()))
        .isEqualTo(
            "{'method':'update2','params':[[2],{'Thing':{'U':{'insert':{'name':'a'}}}}],"
                + "'id':null}");
    assertThat(client.read()).isEqualTo("{'id':2,'result':{},'error':null}");
    client.send(
        "{'id':3,'method':'monitor_cond_change','params':[[2],[2],{'Thing':[{'where':"
            + "[['number','==',2]]}]}]}");
    assertThat(client.read()).contains("{'delete':null}", "{'insert':{'name':'b'}}");
    assertThat(client.read()).startsWith("{'id':3");
    commit(update("b", "'name':'c'"), update("a", "'name':'z'"));
    assertThat(client.read()).contains("{'modify':{'name':'c'}}").doesNotContain("'z'");
  }

  @Test
  void refusesBadConditionChangesWhole() {
    commit(insert("'name':'a'"));
    client.ask("{'id':1,'method':'monitor_cond','params':['db',1,{'Thing':{'where':[false]}}]}");
    assertThat(client.ask("{'id':2,'method':'monitor_cond_change','params':[9,1,{}]}"))
        .contains("'error':'syntax error'", "unknown monitor session");
    for (String bad :
        new String[] {
          "{'Nope':{}}",
          "{'Other':[{'where':[true]}]}",
          "{'Thing':[{'where':[true],'columns':[]}]}",
          "{'Thing':[{'where':[true]}],'Other':[]}",
          "{'Thing':[{'where':[['number','~',1]]}]}",
          "[]",
        }) {
      assertThat(client.ask("{'id':2,'method':'monitor_cond_change','params':[1,1," + bad + "]}"))
          .contains("'result':null");
    }
    assertThat(client.readUpToNow()).isEmpty();
  }

  @Test
  void refusesBadRequests() {
    client.ask("{'id':1,'method':'monitor','params':['db',null,{}]}");
    assertThat(client.ask("{'id':1,'method':'monitor_cond','params':['db',null,{}]}"))
        .contains("duplicate monitor ID");
    assertThat(client.ask("{'id':1,'method':'monitor','params':['db']}"))
        .contains("'error':'syntax error'");
    for (String bad :
        new String[] {
          "[]",
          "{'Nope':{}}",
          "{'Thing':{'columns':['nope']}}",
          "{'Thing':{'columns':['name','name']}}",
          "{'Thing':[{'columns':['name']},{}]}",
          "{'Thing':{'where':[]}}",
          "{'Thing':{'select':{'foo':true}}}",
          "{'Thing':{'select':{'insert':1}}}",
          "{'Thing':{'select':[]}}",
          "{'Thing':5}",
        }) {
      assertThat(client.ask("{'id':1,'method':'monitor','params':['db',1," + bad + "]}"))
          .contains("'error':'syntax error'");
    }
    assertThat(client.ask("{'id':1,'method':'monitor_cond','params':['db',2,{},3]}"))
        .contains("invalid parameters");
    for (String bad : new String[] {"3", "''", "'" + ZERO + " '"}) {
      assertThat(
              client.ask("{'id':1,'method':'monitor_cond_since','params':['db',2,{}," + bad + "]}"))
          .contains("'error':'syntax error'", "last-txn-id must be a UUID");
    }
    assertThat(
            client.ask(
                "{'id':1,'method':'monitor_cond_since','params':['db',2,"
                    + "{'Thing':{'where':[['nope','==',1]]}},3]}"))
        .contains("'error':'unknown column'");
  }

  @Test
  void cancelsMonitors() {
    client.ask("{'id':1,'method':'monitor','params':['db',[1],{'Thing':{}}]}");
    assertThat(client.ask("{'id':2,'method':'monitor_cancel','params':[[1]]}"))
        .isEqualTo("{'id':2,'result':{},'error':null}");
    assertThat(client.ask("{'id':3,'method':'monitor_cancel','params':[[1]]}"))
        .isEqualTo("{'id':3,'result':null,'error':'unknown monitor'}");
    assertThat(client.ask("{'id':4,'method':'monitor_cancel','params':[]}"))
        .isEqualTo("{'id':4,'result':null,'error':'invalid parameters'}");
    commit(insert("'name':'a'"));
    assertThat(client.readUpToNow()).isEmpty();
  }

  @Test
  void limitsMonitors() {
    ServerLimits few = Limits.with(l -> l.monitorsPerSession = 1);
    try (ServerFixture small = new ServerFixture(ServerOptions.defaults().withLimits(few))) {
      RawClient watcher = small.client();
      watcher.ask("{'id':1,'method':'monitor','params':['db',1,{}]}");
      assertThat(watcher.ask("{'id':2,'method':'monitor','params':['db',2,{}]}"))
          .contains("'error':'resources exhausted'");
    }
  }
}
