package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log tells of limits that refuse requests. */
class LimitLogTest {

  private static final String WAIT =
      "'method':'transact','params':['db',{'op':'wait','table':'Thing','where':[],"
          + "'columns':['name'],'until':'!=','rows':[]}]}";

  private final Logger logger = (Logger) LoggerFactory.getLogger(LimitLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  private List<String> texts() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void requestsThatAreRefusedAgainAndAgainFillNoLog() {
    ManualClock clock = new ManualClock();
    ServerCounters counters = new ServerCounters(clock);
    for (int i = 0; i < 100; i++) {
      counters.refused(Limit.MONITORS, 10, "peer" + i);
    }
    counters.refused(Limit.LOCKS, 20, "other");
    clock.advance(60_000);
    counters.refused(Limit.MONITORS, 10, "late");
    assertThat(texts())
        .containsExactly(
            "event=limit-hit limit=monitors value=10 peer=peer0 held-back=0",
            "event=limit-hit limit=locks value=20 peer=other held-back=0",
            "event=limit-hit limit=monitors value=10 peer=late held-back=99");
    assertThat(counters.limitHits()).containsEntry(Limit.MONITORS, 101L);
  }

  @Test
  void limitsOfASessionAreTold() {
    ServerLimits few =
        Limits.with(l -> {
          l.monitorsPerSession = 1;
          l.locksPerSession = 1;
          l.waitsPerSession = 1;
          l.pendingWaits = 2;
        });
    try (ServerFixture fixture = new ServerFixture(ServerOptions.defaults().withLimits(few))) {
      RawClient client = fixture.client();
      for (int id = 1; id <= 2; id++) {
        client.ask("{'id':1,'method':'monitor','params':['db'," + id + ",{}]}");
        client.ask("{'id':1,'method':'lock','params':['l" + id + "']}");
        client.send("{'id':" + id + "," + WAIT);
      }
      assertThat(client.read()).contains("of this session");
      fixture.tcpClient().send("{'id':1," + WAIT).readUpToNow();
      assertThat(fixture.tcpClient().ask("{'id':1," + WAIT)).contains("2 transactions wait");
      String local = "peer=punix:" + fixture.socket();
      assertThat(texts())
          .hasSize(4)
          .anyMatch(line -> line.contains("limit=monitors value=1 " + local))
          .anyMatch(line -> line.contains("limit=locks value=1 " + local))
          .anyMatch(line -> line.contains("limit=session-waits value=1 " + local))
          .anyMatch(line -> line.contains("limit=waits value=2 peer=ptcp:0:127.0.0.1 "));
    }
  }

  @Test
  void limitOfThisProcessIsTold() throws Exception {
    ServerLimits few = Limits.with(l -> l.localQueue = 1);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (ServerFixture fixture = new ServerFixture(ServerOptions.defaults().withLimits(few))) {
      var sink = fixture.server().sink("db");
      CompletableFuture<Void> first =
          sink.transact(List.of())
              .toCompletableFuture()
              .thenRun(() -> {
                busy.countDown();
                await(free);
              });
      assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
      var second = sink.transact(List.of()).toCompletableFuture();
      var third = sink.transact(List.of()).toCompletableFuture();
      assertThat(third.join().error().orElseThrow().tag()).isEqualTo("resources exhausted");
      free.countDown();
      first.join();
      assertThat(second.join().error()).isEmpty();
      assertThat(texts())
          .containsExactly(
              "event=limit-hit limit=local-queue value=1 peer=this-process held-back=0");
    } finally {
      free.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
