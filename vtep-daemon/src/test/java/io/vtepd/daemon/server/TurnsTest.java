package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which thread executes what. */
class TurnsTest {

  private static final String INSERT = "{'op':'insert','table':'Other','row':{}}";

  private final Mailbox<OwnerMessage> mailbox = new Mailbox<>();
  private final Owner owner =
      new Owner(
          ServerOptions.defaults(),
          new ServerCounters(ServerClock.system()),
          mailbox,
          job -> {},
          job -> {});
  private final Turns turns = new Turns(mailbox, owner);
  private final CompletableFuture<Throwable> died = new CompletableFuture<>();
  private final Thread ownerThread =
      Thread.ofPlatform()
          .uncaughtExceptionHandler((thread, cause) -> died.complete(cause))
          .unstarted(owner);
  private final List<Thread> deliverers = new CopyOnWriteArrayList<>();
  private final Session session = new Session("test", new Port(), owner, ServerLimits.DEFAULT);
  private boolean broken;

  /** Remembers which threads delivered. */
  private final class Port implements SessionPort {
    @Override
    public void deliver(Delivery delivery) {
      if (broken) {
        throw new IllegalStateException("a bug");
      }
      deliverers.add(Thread.currentThread());
    }

    @Override
    public long unsentBytes() {
      return 0;
    }

    @Override
    public long unsentUnaskedBytes() {
      return 0;
    }

    @Override
    public void requestDrained() {}

    @Override
    public void cut(String reason) {}
  }

  @BeforeEach
  void serve() {
    ownerThread.start();
    Database empty = new Database(Snapshot.empty(TestSchema.named("db")));
    turns.put(
        new OwnerMessage.Add(
            new HostedDatabase(empty, new MemoryLog()), new CompletableFuture<>()));
    turns.put(new OwnerMessage.Opened(session));
    awaitIdle();
  }

  @AfterEach
  void stop() throws InterruptedException {
    turns.put(new OwnerMessage.Stop());
    ownerThread.join();
  }

  private void awaitIdle() {
    await()
        .until(() -> mailbox.size() == 0 && ownerThread.getState() == Thread.State.TIMED_WAITING);
  }

  private OwnerMessage.Received transact(int id, String operation) throws JsonSyntaxException {
    String params = "['db'," + operation + "]";
    Json.Arr array = (Json.Arr) JsonReader.parse(params.replace('\'', '"'));
    JsonRpcMessage request = new JsonRpcMessage.Request("transact", array, Json.of(id));
    return new OwnerMessage.Received(session, new RequestBatch(List.of(request), 100, 0));
  }

  private Thread nextDeliverer(int index) {
    await().until(() -> deliverers.size() > index);
    return deliverers.get(index);
  }

  @Test
  void whoBringsAShortRequestExecutesIt() throws Exception {
    turns.bring(transact(1, INSERT));
    assertThat(deliverers).containsExactly(Thread.currentThread());
  }

  @Test
  void longRequestsAreForTheOwnerThread() throws Exception {
    turns.bring(transact(1, "{'op':'select','table':'Other','where':[]}"));
    assertThat(nextDeliverer(0)).isSameAs(ownerThread);
  }

  @Test
  void shortRequestIsForTheOwnerThreadWhileATransactionWaits() throws Exception {
    turns.bring(
        transact(
            1,
            "{'op':'wait','table':'Other','where':[],'columns':['name'],'until':'!=','rows':[]}"));
    nextDeliverer(0);
    awaitIdle();
    turns.bring(transact(2, INSERT));
    assertThat(nextDeliverer(1)).isSameAs(ownerThread);
    awaitIdle();
    turns.bring(transact(3, INSERT));
    assertThat(nextDeliverer(2)).isSameAs(Thread.currentThread());
  }

  @Test
  void bugInABorrowedTurnEndsTheOwnerThread() throws Exception {
    broken = true;
    turns.bring(transact(1, INSERT));
    assertThat(died.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("a bug");
    turns.bring(transact(2, INSERT));
    assertThat(mailbox.size()).isPositive();
  }
}
