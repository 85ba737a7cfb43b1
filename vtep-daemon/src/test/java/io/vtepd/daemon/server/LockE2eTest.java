package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locks over sockets. */
class LockE2eTest {

  private final ServerFixture fixture = new ServerFixture();
  private final RawClient first = fixture.client();
  private final RawClient second = fixture.client();
  private final RawClient third = fixture.client();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String call(String method, String name) {
    return "{'id':1,'method':'" + method + "','params':['" + name + "']}";
  }

  @Test
  void tellsTheNextInQueue() {
    assertThat(first.ask(call("lock", "l"))).contains("{'locked':true}");
    assertThat(second.ask(call("lock", "l"))).contains("{'locked':false}");
    assertThat(third.ask(call("lock", "l"))).contains("{'locked':false}");
    assertThat(first.ask(call("unlock", "l"))).contains("'result':{}");
    assertThat(second.read()).isEqualTo("{'method':'locked','params':['l'],'id':null}");
    second.close();
    assertThat(third.read()).isEqualTo("{'method':'locked','params':['l'],'id':null}");
  }

  @Test
  void waiterThatLeavesDisturbsNobody() {
    first.ask(call("lock", "l"));
    second.ask(call("lock", "l"));
    second.ask(call("unlock", "l"));
    assertThat(first.readUpToNow()).isEmpty();
  }

  @Test
  void robbedOwnerMustUnlockBeforeItLocksAgain() {
    first.ask(call("lock", "l"));
    assertThat(second.ask(call("steal", "l"))).contains("{'locked':true}");
    assertThat(first.read()).isEqualTo("{'method':'stolen','params':['l'],'id':null}");
    assertThat(first.ask(call("lock", "l"))).contains("'error':'syntax error'");
    assertThat(first.ask(call("unlock", "l"))).contains("'result':{}");
    assertThat(second.readUpToNow()).isEmpty();
    assertThat(first.ask(call("lock", "l"))).contains("{'locked':false}");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(first.ask(call("lock", "a b"))).contains("lock request params must be <id>");
    assertThat(first.ask(call("unlock", "l"))).contains("without \\'lock\\' or \\'steal\\'");
    first.ask(call("lock", "l"));
    assertThat(first.ask(call("steal", "l"))).contains("before new \\'steal\\'");
  }

  @Test
  void limitsLocksOfASession() {
    ServerLimits few = Limits.with(l -> l.locksPerSession = 2);
    try (ServerFixture small = new ServerFixture(ServerOptions.defaults().withLimits(few))) {
      RawClient client = small.client();
      client.ask(call("lock", "a"));
      client.ask(call("lock", "b"));
      assertThat(client.ask(call("lock", "c"))).contains("'error':'resources exhausted'");
      client.ask(call("unlock", "b"));
      assertThat(client.ask(call("lock", "c"))).contains("true");
    }
  }
}
