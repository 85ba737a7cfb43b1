package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.storage.DatabaseLog;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
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
    private volatile long sizeBytes;
    private volatile boolean full;
    private volatile boolean broken;
    private volatile CountDownLatch syncGate = new CountDownLatch(0);

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
      try {
        if (!syncGate.await(10, TimeUnit.SECONDS)) {
          throw new IOException("the test forgot the gate");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (broken) {
        throw new IOException("Input/output error");
      }
    }

    @Override
    public void compact(Snapshot contents, long dateMs) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      compactions.incrementAndGet();
      sizeBytes = 1 << 20;
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
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(10))
        .until(() -> disk.syncs.get() == 1);
    assertThat(watcher.readUpToNow()).isEmpty();
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

  @Test
  void longLogIsCompactedNotTooOften() {
    disk.sizeBytes = 11 << 20;
    client.ask(insert(1, false));
    assertThat(disk.compactions.get()).isZero();
    clock.advance(600_000);
    client.ask(insert(2, false));
    client.ask(insert(3, false));
    assertThat(disk.compactions.get()).isEqualTo(1);
    disk.sizeBytes = 11 << 20;
    client.ask(insert(4, false));
    assertThat(disk.compactions.get()).isEqualTo(1);
    clock.advance(600_000);
    client.ask(insert(5, false));
    client.ask(insert(6, false));
    assertThat(disk.compactions.get()).isEqualTo(2);
  }

  @Test
  void compactsWhenAsked() throws Exception {
    fixture.server().compact("db").get(10, TimeUnit.SECONDS);
    assertThat(disk.compactions.get()).isEqualTo(1);
    disk.full = true;
    assertThat(fixture.server().compact("db"))
        .failsWithin(java.time.Duration.ofSeconds(10))
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOf(IOException.class);
    assertThat(fixture.server().compact("nope"))
        .failsWithin(java.time.Duration.ofSeconds(10))
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOf(IllegalArgumentException.class);
  }
}
