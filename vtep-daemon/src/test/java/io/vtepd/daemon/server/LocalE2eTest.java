package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers and writers in the server's own process. */
class LocalE2eTest {

  private final DatabaseSchema schema = TestSchema.named("db");
  private final TableSchema things = schema.requireTable("Thing");
  private final ServerFixture fixture =
      new ServerFixture(ServerOptions.defaults(), 0, schema, new MemoryLog());
  private final CommitSink sink = fixture.server().sink("db");

  @AfterEach
  void close() {
    fixture.close();
  }

  private TransactionResult transact(Operation... operations) {
    return join(sink.transact(List.of(operations)).toCompletableFuture());
  }

  private static TransactionResult join(CompletableFuture<TransactionResult> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private Operation.Insert insert(long uuid, int number) {
    return new Operation.Insert(
        things, new Uuid(1, uuid), Map.of(things.requireColumn("number"), new IntegerAtom(number)));
  }

  private static final class Reader implements CommitSource.Listener {
    private final BlockingQueue<Commit> commits = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> losses = new LinkedBlockingQueue<>();

    @Override
    public void onCommit(Commit commit) {
      commits.add(commit);
    }

    @Override
    public void onLost(String reason) {
      losses.add(reason);
    }

    Commit next() throws InterruptedException {
      Commit commit = commits.poll(10, TimeUnit.SECONDS);
      assertThat(commit).isNotNull();
      return commit;
    }
  }

  @Test
  void readerGetsContentsThenEachCommit() throws Exception {
    transact(insert(1, 5));
    Reader reader = new Reader();
    CommitSource.Subscription subscription = fixture.server().source("db").subscribe(reader);
    Commit first = reader.next();
    assertThat(first.changes().changes()).hasSize(1);
    transact(insert(2, 6), insert(3, 7));
    fixture
        .client()
        .ask(
            "{'id':1,'method':'transact','params':['db',{'op':'delete','table':'Thing',"
                + "'where':[['number','==',5]]}]}");
    Commit second = reader.next();
    assertThat(second.changes().changes()).hasSize(2);
    assertThat(first.snapshot().apply(second.changes()).rows(things).size()).isEqualTo(3);
    assertThat(reader.next().changes().changes().getFirst().isDelete()).isTrue();
    subscription.close();
    transact(insert(4, 1));
    assertThat(reader.commits).isEmpty();
  }

  @Test
  void readerThatFailsDisturbsNobody() throws Exception {
    fixture
        .server()
        .source("db")
        .subscribe(
            new CommitSource.Listener() {
              @Override
              public void onCommit(Commit commit) {
                throw new IllegalStateException("deliberate");
              }

              @Override
              public void onLost(String reason) {}
            });
    Reader reader = new Reader();
    fixture.server().source("db").subscribe(reader);
    reader.next();
    assertThat(transact(insert(1, 1)).error()).isEmpty();
    reader.next();
  }

  @Test
  void errorsAreResults() {
    transact(insert(1, 5));
    assertThat(transact(insert(1, 6)).error().orElseThrow().tag()).isEqualTo("duplicate uuid");
    assertThat(
            join(fixture.server().sink("nope").transact(List.of()).toCompletableFuture())
                .error()
                .orElseThrow()
                .tag())
        .isEqualTo("unknown database");
  }

  @Test
  void writerMayWait() {
    CompletableFuture<TransactionResult> waiting =
        sink.transact(
                List.of(
                    new Operation.Wait(
                        things,
                        Condition.everyRow(),
                        List.of(things.requireColumn("number")),
                        false,
                        List.of(),
                        OptionalLong.empty()),
                    insert(2, 2)))
            .toCompletableFuture();
    fixture.server().ping().orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(waiting).isNotDone();
    transact(insert(1, 1));
    assertThat(join(waiting).error()).isEmpty();
  }

  @Test
  void monitorsSeeCommitsOfThisProcess() {
    RawClient client = fixture.client();
    client.ask("{'id':1,'method':'monitor','params':['db',1,{'Thing':{'columns':['number']}}]}");
    transact(insert(1, 42));
    assertThat(client.read()).contains("{'new':{'number':42}}");
  }

  @Test
  void removalTellsReadersAndSessions() throws Exception {
    Reader reader = new Reader();
    fixture.server().source("db").subscribe(reader);
    reader.next();
    RawClient unaware = fixture.client();
    RawClient aware = fixture.client();
    unaware.ask("{'id':1,'method':'list_dbs','params':[]}");
    aware.ask("{'id':1,'method':'set_db_change_aware','params':[true]}");
    aware.ask("{'id':2,'method':'monitor','params':['db','m',{'Thing':{}}]}");
    aware.send(
        "{'id':3,'method':'transact','params':['db',{'op':'wait','table':'Thing','where':[],"
            + "'columns':['name'],'until':'!=','rows':[]}]}");
    assertThat(aware.readUpToNow()).isEmpty();
    fixture.server().removeDatabase("db").orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(aware.read()).isEqualTo("{'method':'monitor_canceled','params':['m'],'id':null}");
    assertThat(aware.read()).isEqualTo("{'id':3,'result':null,'error':'canceled'}");
    assertThat(aware.ask("{'id':4,'method':'list_dbs','params':[]}"))
        .contains("'result':['_Server']");
    assertThat(unaware.read()).isEqualTo("end");
    assertThat(reader.losses.poll(10, TimeUnit.SECONDS)).contains("db");
  }
}
