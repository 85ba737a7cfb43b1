package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions, waits and {@code cancel} over a socket. */
class TransactE2eTest {

  private static final String WAIT_FOR_X =
      "{'op':'wait','table':'Thing','where':[['name','==','x']],'columns':['number'],"
          + "'until':'==','rows':[{'number':1}]}";

  private final ManualClock clock = new ManualClock();
  private final ServerFixture fixture =
      new ServerFixture(ServerOptions.defaults().withClock(clock));
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

  private static String insert(String name, int number) {
    return "{'op':'insert','table':'Thing','row':{'name':'" + name + "','number':" + number + "}}";
  }

  @Test
  void answersEachOperation() {
    assertThat(
            client.ask(
                transact(
                    1,
                    insert("a", 5),
                    "{'op':'mutate','table':'Thing','where':[],'mutations':[['number','+=',2]]}",
                    "{'op':'select','table':'Thing','where':[],'columns':['name','number']}",
                    "{'op':'comment','comment':'c'}")))
        .matches(
            "\\{'id':1,'result':\\[\\{'uuid':\\['uuid','[0-9a-f-]{36}']},\\{'count':1},"
                + "\\{'rows':\\[\\{'name':'a','number':7}]},\\{}],'error':null}");
  }

  @Test
  void answersEmptyTransaction() {
    assertThat(client.ask("{'id':1,'method':'transact','params':['db']}"))
        .isEqualTo("{'id':1,'result':[],'error':null}");
  }

  @Test
  void putsErrorInPlaceOfResult() {
    assertThat(client.ask(transact(1, insert("a", 1), "{'op':'abort'}", insert("b", 1))))
        .contains("{'error':'aborted'", ",null]", "'error':null}");
    assertThat(client.ask(transact(2, "{'op':'select','table':'Thing','where':[]}")))
        .contains("'rows':[]");
  }

  @Test
  void waitsUntilAnotherSessionCommits() {
    client.send(transact(1, WAIT_FOR_X, insert("done", 0)));
    assertThat(client.ask("{'id':2,'method':'list_dbs','params':[]}")).startsWith("{'id':2");
    other.ask(transact(3, insert("y", 1)));
    assertThat(client.readUpToNow()).isEmpty();
    other.ask(transact(4, insert("x", 1)));
    assertThat(client.read()).startsWith("{'id':1,'result':[{},{'uuid'");
    assertThat(other.ask(transact(5, "{'op':'select','table':'Thing','where':[]}")))
        .contains("'done'");
  }

  @Test
  void waitThatCommitsWakesAnotherWait() {
    client.send(transact(1, WAIT_FOR_X));
    other.send(transact(2, WAIT_FOR_X.replace("'x'", "'y'"), insert("x", 1)));
    client.readUpToNow();
    other.readUpToNow();
    fixture.tcpClient().ask(transact(3, insert("y", 1)));
    assertThat(other.read()).startsWith("{'id':2,'result':[{},");
    assertThat(client.read()).startsWith("{'id':1,'result':[{}]");
  }

  @Test
  void waitTimesOutByTheClock() {
    String limited = WAIT_FOR_X.replace("'op'", "'timeout':1000,'op'");
    client.send(transact(1, limited));
    assertThat(client.readUpToNow()).isEmpty();
    clock.advance(999);
    assertThat(client.readUpToNow()).isEmpty();
    clock.advance(1);
    // Any message is a turn of the owner, which looks at the clock.
    other.ask("{'id':2,'method':'list_dbs','params':[]}");
    assertThat(client.read()).contains("{'id':1", "'error':'timed out'");
  }

  @Test
  void waitWithoutTimeFailsAtOnce() {
    assertThat(client.ask(transact(1, WAIT_FOR_X.replace("'op'", "'timeout':0,'op'"))))
        .contains("'error':'timed out'");
  }

  @Test
  void refusesIdOfPendingTransaction() {
    client.send(transact("[1]", WAIT_FOR_X));
    assertThat(client.ask(transact("[1]", insert("a", 1))))
        .contains("{'id':[1],'result':null,'error':{", "'error':'syntax error'", "duplicate");
    assertThat(client.ask(transact("[2]", insert("a", 1)))).contains("'uuid'");
  }

  @Test
  void cancelTellsOnlyAwareSessions() {
    client.send(transact("{'a':1}", WAIT_FOR_X));
    client.send("{'id':null,'method':'cancel','params':[{'a':1}]}");
    assertThat(client.readUpToNow()).isEmpty();
    client.ask("{'id':2,'method':'set_db_change_aware','params':[true]}");
    client.send(transact("{'a':1}", WAIT_FOR_X));
    client.send("{'id':null,'method':'cancel','params':[{'a':1.0}]}");
    assertThat(client.read()).isEqualTo("{'id':{'a':1},'result':null,'error':'canceled'}");
    other.ask(transact(4, insert("x", 1)));
    assertThat(client.readUpToNow()).isEmpty();
  }

  @Test
  void limitsWaits() {
    ServerLimits few = Limits.with(l -> l.pendingWaits = 2);
    try (ServerFixture small = new ServerFixture(ServerOptions.defaults().withLimits(few))) {
      RawClient waiting = small.client();
      waiting.send(transact(1, WAIT_FOR_X) + transact(2, WAIT_FOR_X));
      assertThat(waiting.ask(transact(3, WAIT_FOR_X)))
          .contains("{'id':3", "'error':'resources exhausted'");
      waiting.send("{'id':null,'method':'cancel','params':[1]}" + transact(4, WAIT_FOR_X));
      assertThat(waiting.readUpToNow()).isEmpty();
    }
  }

  @Test
  void oneSessionCannotUseUpAllWaits() {
    ServerLimits few = Limits.with(l -> l.waitsPerSession = 2);
    try (ServerFixture small = new ServerFixture(ServerOptions.defaults().withLimits(few))) {
      RawClient greedy = small.client();
      greedy.send(transact(1, WAIT_FOR_X) + transact(2, WAIT_FOR_X));
      assertThat(greedy.ask(transact(3, WAIT_FOR_X)))
          .contains("{'id':3", "'error':'resources exhausted'", "of this session");
      RawClient another = small.client();
      another.send(transact(1, WAIT_FOR_X));
      assertThat(another.readUpToNow()).isEmpty();
    }
  }

  @Test
  void assertsLocks() {
    String held = transact(1, "{'op':'assert','lock':'l'}");
    assertThat(client.ask(held)).contains("'error':'not owner'");
    client.ask("{'id':2,'method':'lock','params':['l']}");
    assertThat(client.ask(held)).isEqualTo("{'id':1,'result':[{}],'error':null}");
    other.ask("{'id':2,'method':'lock','params':['l']}");
    assertThat(other.ask(held)).contains("'error':'not owner'");
  }
}
