package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.daemon.storage.MemoryLog;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sessions that are too many, or silent. */
class SessionLimitsE2eTest {

  @Test
  void oneSessionTooManyIsClosedAtOnce() {
    ServerLimits few = Limits.with(l -> l.sessions = 2);
    try (ServerFixture fixture = new ServerFixture(ServerOptions.defaults().withLimits(few))) {
      RawClient first = fixture.client();
      RawClient second = fixture.client();
      first.ask("{'id':1,'method':'list_dbs','params':[]}");
      second.ask("{'id':1,'method':'list_dbs','params':[]}");
      assertThat(fixture.client().read()).isEqualTo("end");
      assertThat(fixture.server().counters().get(ServerCounter.SESSIONS_REFUSED)).isEqualTo(1);
      first.close();
      await().atMost(Duration.ofSeconds(10)).until(() -> fixture.server().sessionCount() == 1);
      assertThat(fixture.client().ask("{'id':1,'method':'list_dbs','params':[]}"))
          .startsWith("{'id':1");
    }
  }

  @Test
  void whoHasSentMostOfAllUnfinishedRequestsIsCut() {
    ServerLimits small = Limits.with(l -> l.allInputBytes = 1 << 20);
    try (ServerFixture fixture = new ServerFixture(ServerOptions.defaults().withLimits(small))) {
      RawClient larger = fixture.client();
      RawClient smaller = fixture.client();
      larger.send("{'id':1,'method':'echo','params':['" + "x".repeat(700_000));
      smaller.send("{'id':2,'method':'echo','params':['" + "x".repeat(500_000));
      assertThat(larger.read()).isEqualTo("end");
      assertThat(smaller.ask("']}")).startsWith("{'id':2,'result':['xxx");
      assertThat(fixture.server().counters().limitHits()).containsEntry(Limit.INPUT_PERCENT, 1L);
      for (int i = 0; i < 5; i++) {
        smaller.ask("{'id':3,'method':'echo','params':['" + "x".repeat(500_000) + "']}");
      }
      assertThat(fixture.server().counters().limitHits()).containsEntry(Limit.INPUT_PERCENT, 1L);
    }
  }

  @Test
  void silentSessionIsAskedThenCut() {
    try (ServerFixture fixture =
        new ServerFixture(ServerOptions.defaults(), 200, new MemoryLog())) {
      RawClient silent = fixture.client();
      assertThat(silent.read()).isEqualTo("{'method':'echo','params':[],'id':'echo'}");
      silent.send("{'id':'echo','result':[],'error':null}");
      assertThat(silent.read()).isEqualTo("{'method':'echo','params':[],'id':'echo'}");
      assertThat(silent.read()).isEqualTo("end");
      assertThat(fixture.server().counters().get(ServerCounter.SESSIONS_CUT_PROBE)).isEqualTo(1);
    }
  }

  @Test
  void memoryCountsWhatIsHeld() throws Exception {
    try (ServerFixture fixture = new ServerFixture()) {
      RawClient client = fixture.client();
      client.ask("{'id':1,'method':'monitor','params':['db',1,{'Thing':{}}]}");
      client.send(
          "{'id':2,'method':'transact','params':['db',{'op':'wait','table':'Thing','where':[],"
              + "'columns':['name'],'until':'!=','rows':[]}]}");
      client.readUpToNow();
      ServerMemory memory = fixture.server().memory().get(10, TimeUnit.SECONDS);
      assertThat(memory.sessions()).isEqualTo(1);
      assertThat(memory.monitors()).isEqualTo(1);
      assertThat(memory.waits()).isEqualTo(1);
      assertThat(memory.rows()).containsEntry("_Server", 2L).containsEntry("db", 0L);
    }
  }
}
