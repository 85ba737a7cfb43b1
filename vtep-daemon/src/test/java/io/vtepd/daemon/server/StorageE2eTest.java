package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.daemon.storage.DatabaseLog;
import io.vtepd.daemon.storage.LogRewrite;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server does with a log that is slow, or full, or broken. */
class StorageE2eTest {

  /** A log on an imagined disk. */
  private static final class Disk implements DatabaseLog {
    private final AtomicInteger appends = new AtomicInteger();
    private final AtomicInteger syncs = new AtomicInteger();
    private final AtomicInteger compactions = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private volatile long sizeBytes;
    private volatile boolean full;
    private volatile boolean broken;
    private volatile CountDownLatch syncGate = new CountDownLatch(0);
    private volatile CountDownLatch rewriteGate = new CountDownLatch(0);

    @Override
    public void append(ChangeSet changes, List<String> comments, long dateMs) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      appends.incrementAndGet();
    }

    @Override
    public void sync() throws IOException {
      syncs.incrementAndGet();
      pass(syncGate);
      if (broken) {
        throw new IOException("Input/output error");
      }
    }

    @Override
    public void compact(Snapshot contents, long dateMs) {}

    @Override
    public LogRewrite rewrite(Snapshot contents, long dateMs) {
      return new LogRewrite() {
        @Override
        public void write() throws IOException {
          compactions.incrementAndGet();
          pass(rewriteGate);
          if (full) {
            throw new IOException("No space left on device");
          }
        }

        @Override
        public void append(ChangeSet changes, long commitMs) {}

        @Override
        public void join() {}

        @Override
        public void publish() {}

        @Override
        public void end() {
          ends.incrementAndGet();
          sizeBytes = full ? sizeBytes : 1 << 20;
        }

        @Override
        public void release() {}
      };
    }

    @Override
    public long compactedBytes() {
      return 1 << 20;
    }

    private static void pass(CountDownLatch gate) throws IOException {
      try {
        if (!gate.await(10, TimeUnit.SECONDS)) {
          throw new IOException("the test forgot the gate");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public long sizeBytes() {
      return sizeBytes;
    }

    @Override
    public void close() {}
  }

  private final Disk disk = new Disk();
  private final ManualClock clock = new ManualClock();
  private final ServerFixture fixture =
      new ServerFixture(ServerOptions.defaults().withClock(clock), 0, disk);
  private final RawClient client = fixture.client();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String insert(int id, boolean durable) {
    return "{'id':"
        + id
        + ",'method':'transact','params':['db',{'op':'insert','table':'Thing','row':{}}"
        + (durable ? ",{'op':'commit','durable':true}" : "")
        + "]}";
  }

  private static final String COUNT =
      "{'id':0,'method':'transact','params':['db',{'op':'update','table':'Thing','where':[],"
          + "'row':{}}]}";

  @Test
  void fullDiskRefusesWritesAndServesReads() {
    RawClient watcher = fixture.client();
    watcher.ask("{'id':1,'method':'monitor','params':['db',1,{'Thing':{}}]}");
    client.ask(insert(1, false));
    watcher.read();
    disk.full = true;
    assertThat(client.ask(insert(2, false)))
        .contains("{'id':2,'result':[{'uuid'", "'error':'I/O error'", "No space left", "]");
    assertThat(client.ask(COUNT)).contains("'count':1");
    assertThat(watcher.readUpToNow()).isEmpty();
    disk.full = false;
    assertThat(client.ask(insert(3, false))).doesNotContain("'error':'");
    assertThat(watcher.read()).contains("'new'");
  }

  @Test
  void durableCommitsShareSyncs() {
    int sessions = 20;
    int each = 50;
    List<RawClient> clients =
        java.util.stream.Stream.generate(fixture::client).limit(sessions).toList();
    for (RawClient one : clients) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < each; i++) {
        requests.append(insert(i, true));
      }
      one.send(requests.toString());
    }
    for (RawClient one : clients) {
      for (int i = 0; i < each; i++) {
        assertThat(one.read()).startsWith("{'id':" + i + ",").doesNotContain("'error':'");
      }
    }
    assertThat(disk.appends.get()).isEqualTo(sessions * each);
    assertThat(disk.syncs.get()).isPositive().isLessThan(sessions * each / 5);
  }

  @Test
  void nothingOfADurableCommitLeavesBeforeTheSync() throws Exception {
    RawClient watcher = fixture.client();
    watcher.ask("{'id':1,'method':'monitor','params':['db',1,{'Thing':{}}]}");
    CountDownLatch gate = new CountDownLatch(1);
    disk.syncGate = gate;
    client.send(insert(1, true));
    await().atMost(Duration.ofSeconds(10)).until(() -> disk.syncs.get() == 1);
    // The owner waits for the disk; an echo is the I/O thread's.
    assertThat(watcher.ask("{'id':'now','method':'echo','params':[]}")).contains("'id':'now'");
    gate.countDown();
    assertThat(watcher.read()).contains("'new'");
    assertThat(client.read()).contains("'uuid'");
  }

  @Test
  void failedSyncIsToldToDurableOnes() {
    disk.broken = true;
    assertThat(client.ask(insert(1, true)))
        .contains("'uuid'", "'error':'I/O error'", "may not survive");
    assertThat(client.ask(insert(2, false))).doesNotContain("'error':'");
    assertThat(fixture.server().counters().get(ServerCounter.STORAGE_FAILURES)).isEqualTo(1);
  }

  @Test
  void whatChangesNothingIsNotLogged() {
    client.ask(COUNT);
    client.ask(
        "{'id':1,'method':'transact','params':['db',{'op':'comment','comment':'c'},"
            + "{'op':'commit','durable':true}]}");
    assertThat(disk.appends.get()).isZero();
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private void awaitCompactions(int count) {
    await().atMost(PATIENCE).until(() -> disk.ends.get() == count);
    assertThat(disk.compactions.get()).isEqualTo(count);
  }

  @Test
  void longLogIsCompactedNotTooOften() {
    disk.sizeBytes = 11 << 20;
    client.ask(insert(1, false));
    assertThat(disk.compactions.get()).isZero();
    clock.advance(600_000);
    client.ask(insert(2, false));
    client.ask(insert(3, false));
    awaitCompactions(1);
    disk.sizeBytes = 11 << 20;
    client.ask(insert(4, false));
    client.ask(insert(5, false));
    assertThat(disk.compactions.get()).isEqualTo(1);
    clock.advance(600_000);
    client.ask(insert(6, false));
    awaitCompactions(2);
  }

  @Test
  void logThatHasGrownByLessIsCompactedDaily() {
    disk.sizeBytes = (1 << 20) + 1;
    clock.advance(86_399_000);
    client.ask(insert(1, false));
    client.ask(insert(2, false));
    assertThat(disk.compactions.get()).isZero();
    clock.advance(1_000);
    client.ask(insert(3, false));
    awaitCompactions(1);
    clock.advance(86_400_000);
    client.ask(insert(4, false));
    client.ask(insert(5, false));
    assertThat(disk.compactions.get()).isEqualTo(1);
  }

  @Test
  void compactsWhenAsked() throws Exception {
    fixture.server().compact("db").get(10, TimeUnit.SECONDS);
    assertThat(disk.compactions.get()).isEqualTo(1);
    disk.full = true;
    assertThat(fixture.server().compact("db"))
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOf(IOException.class);
    assertThat(fixture.server().compact("nope"))
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(disk.ends.get()).isEqualTo(2);
  }

  @Test
  void everybodyIsServedDuringACompactionAndWhoAsksAgainIsAnsweredWithIt() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    disk.rewriteGate = gate;
    var first = fixture.server().compact("db");
    await().atMost(PATIENCE).until(() -> disk.compactions.get() == 1);
    var second = fixture.server().compact("db");
    assertThat(client.ask(insert(1, false))).doesNotContain("'error':'");
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    gate.countDown();
    assertThat(first).succeedsWithin(PATIENCE);
    assertThat(second).succeedsWithin(PATIENCE);
    assertThat(disk.compactions.get()).isEqualTo(1);
  }

  @Test
  void serverThatStopsDuringACompactionTellsWhoHasAskedForIt() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    disk.rewriteGate = gate;
    var asked = fixture.server().compact("db");
    await().atMost(PATIENCE).until(() -> disk.compactions.get() == 1);
    fixture.server().close();
    assertThat(asked).failsWithin(PATIENCE).withThrowableThat().withMessageContaining("stops");
    gate.countDown();
  }
}
