package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.storage.DatabaseLog;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Turns of the owner thread in orders that sockets bring about by chance only. */
class OwnerTest {

  private final ServerLimits limits = ServerLimits.DEFAULT;
  private final List<EncodingJob> jobs = new ArrayList<>();
  private final List<DiskJob> diskJobs = new ArrayList<>();
  private final Owner owner =
      new Owner(
          ServerOptions.defaults(),
          new ServerCounters(ServerClock.system()),
          new Mailbox<>(),
          jobs::add,
          diskJobs::add);
  private final Port port = new Port();
  private final Session session = new Session("test", port, owner, limits);

  /** Keeps what it is given; how much is unsent is the test's to say. */
  private static final class Port implements SessionPort {
    private final List<Outgoing> delivered = new ArrayList<>();
    private long unsentBytes;
    private boolean drainedWanted;
    private boolean last;

    @Override
    public void deliver(Delivery delivery) {
      delivered.addAll(delivery.messages());
      last |= delivery.last();
    }

    @Override
    public long unsentBytes() {
      return unsentBytes;
    }

    @Override
    public long unsentUnaskedBytes() {
      return 0;
    }

    @Override
    public void requestDrained() {
      drainedWanted = true;
    }

    @Override
    public void cut(String reason) {
      last = true;
    }
  }

  /** A log on a disk that has failed. */
  private static final class BrokenLog implements DatabaseLog {
    @Override
    public void append(ChangeSet changes, List<String> comments, long dateMs) {}

    @Override
    public void sync() throws IOException {
      throw new IOException("Input/output error");
    }

    @Override
    public void compact(Snapshot contents, long dateMs) {}

    @Override
    public long sizeBytes() {
      return 0;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() {
    owner.turn(List.of(new OwnerMessage.Opened(session)));
  }

  private static OwnerMessage add(String database, DatabaseLog log) {
    return add(Snapshot.empty(TestSchema.named(database)), log);
  }

  private static OwnerMessage add(Snapshot contents, DatabaseLog log) {
    return new OwnerMessage.Add(
        new HostedDatabase(new Database(contents), log), new CompletableFuture<>());
  }

  /** One row that takes too long to encode for the owner to do it itself. */
  private static Snapshot longContents() {
    DatabaseSchema schema = TestSchema.named("db");
    TableSchema thing = schema.table("Thing").orElseThrow();
    Row row =
        Row.ofDefaults(thing, new Uuid(1, 1), new Uuid(2, 2))
            .with(thing.column("name").orElseThrow(), new StringAtom("x".repeat(1 << 18)));
    return Snapshot.empty(schema).with(thing, RowMap.empty().with(row));
  }

  @Test
  void shortContentsAreEncodedAtOnceAndLongOnesByAnother() throws Exception {
    owner.turn(List.of(add("db", new MemoryLog())));
    Port own = new Port();
    Session watching = new Session("watching", own, owner, limits);
    owner.turn(
        List.of(
            new OwnerMessage.Opened(watching),
            request(watching, "monitor", "['db',0,{'Thing':{}}]")));
    assertThat(own.delivered).singleElement().isInstanceOf(Outgoing.Contents.class);
    assertThat(jobs).isEmpty();
    owner.turn(
        List.of(
            request(
                watching,
                "transact",
                "['db',{'op':'insert','table':'Thing','row':{'name':'"
                    + "x".repeat(1 << 18)
                    + "'}}]")));
    owner.turn(List.of(request(watching, "monitor", "['db',1,{'Thing':{}}]")));
    assertThat(jobs).hasSize(1);
  }

  /** Those that are there, and those that follow. */
  private void runDiskJobs() throws Exception {
    while (!diskJobs.isEmpty()) {
      runDiskJob();
    }
  }

  private void runDiskJob() throws Exception {
    DiskJob job = diskJobs.removeFirst();
    Optional<Throwable> failure = Optional.empty();
    try {
      job.work().run();
    } catch (IOException | OvsdbException e) {
      failure = Optional.of(e);
    }
    owner.turn(List.of(new OwnerMessage.DiskJobEnded(job, failure)));
  }

  private static OwnerMessage request(Session from, String method, String params)
      throws JsonSyntaxException {
    return requests(from, method, params, 1);
  }

  private static OwnerMessage requests(Session from, String method, String params, int count)
      throws JsonSyntaxException {
    Json.Arr array = (Json.Arr) JsonReader.parse(params.replace('\'', '"'));
    List<JsonRpcMessage> messages = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      messages.add(new JsonRpcMessage.Request(method, array, Json.of(method + id)));
    }
    return new OwnerMessage.Received(from, new RequestBatch(messages, 100, 0));
  }

  @Test
  void requestThatComesWhileOutputIsUnsentIsExecutedWhenThatHasLeft() throws Exception {
    port.unsentBytes = limits.mergeBytes() + 1;
    owner.turn(List.of(request(session, "list_dbs", "[]")));
    assertThat(port.delivered).isEmpty();
    assertThat(port.drainedWanted).isTrue();
    port.unsentBytes = 0;
    owner.turn(List.of(new OwnerMessage.Drained(session)));
    assertThat(port.delivered).hasSize(1);
  }

  @Test
  void sessionThatEndsEarlyInTheMiddleOfItsRequestsHarmsNobody() throws Exception {
    owner.turn(List.of(requests(session, "list_dbs", "[]", 100)));
    assertThat(port.delivered).isNotEmpty().hasSizeLessThan(100);
    owner.turn(List.of(add("db", new MemoryLog()), request(session, "list_dbs", "[]")));
    assertThat(port.last).isTrue();
    Port second = new Port();
    Session other = new Session("other", second, owner, limits);
    owner.turn(List.of(new OwnerMessage.Opened(other), request(other, "list_dbs", "[]")));
    assertThat(second.delivered).hasSize(1);
  }

  @Test
  void failedSyncIsToldAlsoToWhomTheAnswerHadToWaitFor() throws Exception {
    owner.turn(List.of(add(longContents(), new BrokenLog())));
    Port first = new Port();
    Session waiting = new Session("waiting", first, owner, limits);
    Session other = new Session("other", new Port(), owner, limits);
    owner.turn(List.of(new OwnerMessage.Opened(waiting), new OwnerMessage.Opened(other)));
    owner.turn(
        List.of(
            request(
                waiting,
                "transact",
                "['db',{'op':'wait','table':'Other','where':[],'columns':['name'],'until':'!=',"
                    + "'rows':[]},{'op':'insert','table':'Thing','row':{}},"
                    + "{'op':'commit','durable':true}]"),
            request(waiting, "monitor", "['db',0,{'Thing':{}}]")));
    assertThat(jobs).hasSize(1);
    owner.turn(
        List.of(request(other, "transact", "['db',{'op':'insert','table':'Other','row':{}}]")));
    EncodingJob job = jobs.getFirst();
    owner.turn(List.of(new OwnerMessage.Encoded(job, job.encode())));
    assertThat(first.delivered)
        .filteredOn(Outgoing.Transacted.class::isInstance)
        .singleElement()
        .satisfies(out ->
            assertThat(((Outgoing.Transacted) out).result().error())
                .hasValueSatisfying(error -> assertThat(error.tag()).isEqualTo("I/O error")));
  }

  @Test
  void monitorWhoseContentsAreEncodedDuringAConversionGetsThemAndIsThenCanceled() throws Exception {
    owner.turn(List.of(add(longContents(), new MemoryLog())));
    Port first = new Port();
    Port second = new Port();
    Session watching = new Session("watching", first, owner, limits);
    Session converting = new Session("converting", second, owner, limits);
    owner.turn(List.of(new OwnerMessage.Opened(watching), new OwnerMessage.Opened(converting)));
    owner.turn(
        List.of(
            request(watching, "set_db_change_aware", "[true]"),
            request(watching, "monitor", "['db',0,{'Thing':{}}]")));
    EncodingJob job = jobs.getFirst();
    owner.turn(
        List.of(
            request(
                converting,
                "convert",
                "['db',{'name':'db','tables':{'Thing':{'columns':{'x':{'type':'string'}}}}}]")));
    runDiskJobs();
    assertThat(second.last).isTrue();
    owner.turn(List.of(new OwnerMessage.Encoded(job, job.encode())));
    assertThat(first.delivered).hasSize(3);
    assertThat(first.delivered.get(1)).isInstanceOf(Outgoing.Contents.class);
    assertThat(first.delivered.getLast().toString()).contains("monitor_canceled");
    assertThat(watching.monitors()).isEmpty();
    owner.turn(List.of(request(watching, "monitor", "['db',0,{'Thing':{'columns':['x']}}]")));
    assertThat(first.delivered.getLast()).isInstanceOf(Outgoing.Contents.class);
  }

  private static final String CONVERT =
      "['db',{'name':'db','version':'2.0.0','tables':{'Thing':{'columns':{"
          + "'name':{'type':'string'},'added':{'type':'integer'}}}}}]";

  private static final String SELECT_NAMES =
      "['db',{'op':'select','table':'Thing','where':[],'columns':['name'],'sort':['name']}]";

  private static String insert(String name) {
    return "['db',{'op':'insert','table':'Thing','row':{'name':'" + name + "'}}]";
  }

  private Session open(String label, Port to) throws Exception {
    Session opened = new Session(label, to, owner, limits);
    owner.turn(
        List.of(new OwnerMessage.Opened(opened), request(opened, "set_db_change_aware", "[true]")));
    to.delivered.clear();
    return opened;
  }

  @Test
  void othersGoOnWhileADatabaseIsConvertedAndNothingTheyCommitIsLost() throws Exception {
    owner.turn(List.of(add("db", new MemoryLog())));
    Session converting = open("converting", port);
    Port second = new Port();
    Session other = open("other", second);
    owner.turn(List.of(request(other, "transact", insert("before"))));
    owner.turn(
        List.of(
            request(converting, "convert", CONVERT), request(converting, "get_schema", "['db']")));
    int steps = 0;
    for (; !diskJobs.isEmpty() && port.delivered.isEmpty(); steps++) {
      second.delivered.clear();
      owner.turn(List.of(request(other, "transact", insert("s" + steps))));
      assertThat(second.delivered).singleElement().isInstanceOf(Outgoing.Transacted.class);
      runDiskJob();
    }
    assertThat(steps).isEqualTo(2);
    // The answer, then that of the request behind it.
    assertThat(port.delivered).hasSize(2);
    assertThat(port.delivered.getLast().toString()).contains("2.0.0");
    second.delivered.clear();
    owner.turn(List.of(request(other, "transact", SELECT_NAMES)));
    assertThat(second.delivered.getFirst().toString()).containsSubsequence("before", "s0", "s1");
  }

  @Test
  void manyCommitsDuringAConversionAreCarriedOverByTheDiskThread() throws Exception {
    owner.turn(List.of(add("db", new MemoryLog())));
    Session converting = open("converting", port);
    Port second = new Port();
    Session other = open("other", second);
    owner.turn(List.of(request(converting, "convert", CONVERT)));
    for (int i = 0; i < 10; i++) {
      owner.turn(List.of(requests(other, "transact", insert("x"), 64)));
    }
    runDiskJob();
    runDiskJob();
    assertThat(port.delivered).isEmpty();
    runDiskJob();
    assertThat(port.delivered).hasSize(1);
    second.delivered.clear();
    owner.turn(
        List.of(
            request(
                other,
                "transact",
                "['db',{'op':'delete','table':'Thing','where':[['added','==',0]]}]")));
    assertThat(second.delivered.getFirst().toString()).contains("count=640");
  }

  @Test
  void rowThatWouldHaveGoneStaysForTheSakeOfALaterCommit() throws Exception {
    Port second = new Port();
    Session other = open("other", second);
    Session converting = open("converting", port);
    DatabaseSchema schema =
        TestSchema.parse(
            """
            {"name":"db","tables":{"Thing":{"columns":{"name":{"type":"string"}}},"Root":{
              "columns":{"thing":{"type":{"key":{"type":"uuid","refTable":"Thing"},"min":0}}}}}}
            """);
    owner.turn(List.of(add(Snapshot.empty(schema), new MemoryLog())));
    Session again = open("other", second);
    owner.turn(
        List.of(
            request(
                again,
                "transact",
                "['db',{'op':'insert','table':'Thing','row':{'name':'kept'},'uuid':"
                    + "'00000000-0000-4000-8000-000000000001'}]")));
    owner.turn(
        List.of(
            request(
                converting,
                "convert",
                "['db',{'name':'db','tables':{'Thing':{'columns':{'name':{'type':'string'}}},"
                    + "'Root':{'isRoot':true,'columns':{'thing':{'type':{'key':{'type':'uuid',"
                    + "'refTable':'Thing'},'min':0}}}}}}]")));
    runDiskJob();
    owner.turn(
        List.of(
            request(
                again,
                "transact",
                "['db',{'op':'insert','table':'Root','row':{'thing':['uuid',"
                    + "'00000000-0000-4000-8000-000000000001']}}]")));
    runDiskJobs();
    assertThat(port.delivered.getLast().toString()).contains("convert0").doesNotContain("error");
    second.delivered.clear();
    owner.turn(List.of(request(again, "transact", SELECT_NAMES)));
    assertThat(second.delivered.getFirst().toString()).contains("kept");
    assertThat(other.isClosed()).isFalse();
  }

  @Test
  void conversionThatFailsTellsWhyAndTheNextOneHasItsTurn() throws Exception {
    owner.turn(List.of(add("db", new MemoryLog())));
    Session converting = open("converting", port);
    Port second = new Port();
    Session other = open("other", second);
    owner.turn(
        List.of(
            request(other, "transact", insert("a")),
            request(
                converting,
                "convert",
                "['db',{'name':'db','tables':{'Thing':{'columns':{'name':{'type':'integer'}}}}}]")));
    owner.turn(List.of(request(other, "convert", CONVERT)));
    second.delivered.clear();
    runDiskJob();
    assertThat(port.delivered.getLast().toString()).contains("syntax error");
    assertThat(second.delivered).isEmpty();
    runDiskJobs();
    assertThat(second.delivered).hasSize(1);
    owner.turn(List.of(request(converting, "get_schema", "['db']")));
    assertThat(port.delivered.getLast().toString()).contains("2.0.0");
  }

  @Test
  void databaseThatGoesWhileItIsConverted() throws Exception {
    owner.turn(List.of(add("db", new MemoryLog())));
    Session converting = open("converting", port);
    owner.turn(List.of(request(converting, "convert", CONVERT)));
    owner.turn(List.of(new OwnerMessage.Remove("db", new CompletableFuture<>())));
    runDiskJobs();
    assertThat(port.delivered.getLast().toString()).contains("unknown database");
  }

  @Test
  void compactionThatIsAskedForDuringAConversionIsDoneWithIt() throws Exception {
    owner.turn(List.of(add("db", new MemoryLog())));
    Session converting = open("converting", port);
    CompletableFuture<Void> compacted = new CompletableFuture<>();
    owner.turn(
        List.of(
            request(converting, "convert", CONVERT), new OwnerMessage.Compact("db", compacted)));
    assertThat(compacted).isNotDone();
    runDiskJobs();
    assertThat(compacted).isCompleted();
    CompletableFuture<Void> alone = new CompletableFuture<>();
    owner.turn(
        List.of(
            request(
                converting,
                "convert",
                "['db',{'name':'db','tables':{'Thing':{'maxRows':1,'columns':{'name':{'type':"
                    + "'string'}}}}}]"),
            request(converting, "list_dbs", "[]"),
            new OwnerMessage.Compact("db", alone)));
    runDiskJobs();
    assertThat(alone).isCompleted();
  }
}
