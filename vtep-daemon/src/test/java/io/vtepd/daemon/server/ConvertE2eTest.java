package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.storage.DamagePolicy;
import io.vtepd.daemon.storage.DatabaseFile;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.daemon.storage.OpenDatabase;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code convert} over sockets. */
class ConvertE2eTest {

  private static final String OTHER_SCHEMA =
      "{'name':'db','version':'2.0.0','tables':{"
          + "'Thing':{'columns':{'name':{'type':'string'},'added':{'type':'integer'}}}}}";

  private final DatabaseSchema schema = TestSchema.named("db");
  private final ServerFixture fixture =
      new ServerFixture(ServerOptions.defaults(), 0, schema, new MemoryLog());
  private final RawClient client = aware(fixture.client());

  @AfterEach
  void close() {
    fixture.close();
  }

  private static RawClient aware(RawClient client) {
    client.ask("{'id':0,'method':'set_db_change_aware','params':[true]}");
    return client;
  }

  private static String convert(String... params) {
    return "{'id':'c','method':'convert','params':[" + String.join(",", params) + "]}";
  }

  private static String transact(String... operations) {
    return "{'id':'t','method':'transact','params':['db'," + String.join(",", operations) + "]}";
  }

  private static final String INSERT =
      transact("{'op':'insert','table':'Thing','row':{'name':'a','number':3}}");

  private static final String SELECT =
      transact("{'op':'select','table':'Thing','where':[],'columns':['name','added']}");

  @Test
  void carriesContentsOver() {
    client.ask(INSERT);
    assertThat(client.ask(convert("'db'", OTHER_SCHEMA)))
        .isEqualTo("{'id':'c','result':{},'error':null}");
    assertThat(client.ask(SELECT)).contains("{'rows':[{'name':'a','added':0}]}");
    assertThat(client.ask("{'id':1,'method':'get_schema','params':['db']}"))
        .contains("'version':'2.0.0'")
        .doesNotContain("Other");
  }

  @Test
  void tellsThoseThatAreAwareInTheOriginalsOrder() {
    client.ask(INSERT);
    client.ask("{'id':1,'method':'monitor','params':['db','m',{'Thing':{}}]}");
    client.send(
        "{'id':2,'method':'transact','params':['db',{'op':'wait','table':'Thing','where':[],"
            + "'columns':['name'],'until':'==','rows':[]}]}");
    RawClient asking = aware(fixture.client());
    asking.ask(
        "{'id':1,'method':'monitor','params':['_Server','s',"
            + "{'Database':{'columns':['schema'],'select':{'initial':false}}}]}");
    asking.ask("{'id':2,'method':'monitor','params':['db','m',{'Thing':{}}]}");
    asking.send(convert("'db'", OTHER_SCHEMA));
    assertThat(asking.read()).contains("'monitor_canceled','params':['m']");
    assertThat(asking.read()).contains("'update'").contains("\\'added\\'");
    assertThat(asking.read()).contains("'id':'c'");
    assertThat(client.read()).contains("'monitor_canceled','params':['m']");
    assertThat(client.read()).contains("'id':2").contains("'canceled'");
    assertThat(client.ask("{'id':3,'method':'monitor_cancel','params':['m']}"))
        .contains("unknown monitor");
  }

  @Test
  void closesThoseThatAreNotAware() {
    RawClient idle = fixture.client();
    idle.ask("{'id':1,'method':'list_dbs','params':[]}");
    RawClient asking = fixture.client();
    asking.send(convert("'db'", OTHER_SCHEMA) + "{'id':9,'method':'list_dbs','params':[]}");
    assertThat(asking.read()).isEqualTo("{'id':'c','result':{},'error':null}");
    assertThat(asking.read()).isEqualTo("end");
    assertThat(idle.read()).isEqualTo("end");
    assertThat(client.readUpToNow()).isEmpty();
  }

  @Test
  void failureChangesNothing() {
    RawClient unaware = fixture.client();
    unaware.ask(INSERT);
    unaware.ask(INSERT);
    unaware.ask("{'id':1,'method':'monitor','params':['db','m',{'Other':{}}]}");
    String strict = OTHER_SCHEMA.replace("'columns'", "'maxRows':1,'columns'");
    assertThat(unaware.ask(convert("'db'", strict)))
        .contains("'error':{", "'constraint violation'", "'id':'c'");
    assertThat(unaware.ask(SELECT)).contains("syntax error");
    assertThat(unaware.ask(INSERT)).contains("'uuid'");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(client.ask(convert())).contains("syntax error");
    assertThat(client.ask(convert("'db'"))).contains("syntax error");
    assertThat(client.ask(convert("'db'", OTHER_SCHEMA, "1"))).contains("syntax error");
    assertThat(client.ask(convert("'no'", OTHER_SCHEMA))).contains("unknown database");
    assertThat(client.ask(convert("'db'", "{}"))).contains("syntax error");
    assertThat(client.ask(convert("'db'", OTHER_SCHEMA.replace("'db'", "'x'"))))
        .contains("'invalid parameters'", "does not match database name (db)");
    // The original's process dies of this one.
    assertThat(client.ask(convert("'_Server'", OTHER_SCHEMA.replace("'db'", "'_Server'"))))
        .contains("not allowed");
  }

  @Test
  void databaseMayForbidSchemas() {
    SchemaRule rule =
        other -> other.table("Other").isPresent() ? Optional.empty() : Optional.of("needs Other");
    DatabaseSchema ruled = TestSchema.named("ruled");
    Database database = new Database(Snapshot.empty(ruled));
    fixture.add(new HostedDatabase(database, new MemoryLog(), rule));
    assertThat(client.ask(convert("'ruled'", OTHER_SCHEMA.replace("'db'", "'ruled'"))))
        .contains("'not supported'", "needs Other");
  }

  private static final class Reader implements CommitSource.Listener {
    private final BlockingQueue<Commit> commits = new LinkedBlockingQueue<>();

    @Override
    public void onCommit(Commit commit) {
      commits.add(commit);
    }

    @Override
    public void onLost(String reason) {
      throw new AssertionError(reason);
    }

    Commit next() throws InterruptedException {
      return Optional.ofNullable(commits.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }
  }

  @Test
  void readersOfThisProcessGoOnWithTheOtherSchema() throws Exception {
    Reader reader = new Reader();
    try (var subscription = fixture.server().source("db").subscribe(reader)) {
      assertThat(subscription).isNotNull();
      assertThat(reader.next().changes().isEmpty()).isTrue();
      client.ask(INSERT);
      assertThat(reader.next().changes().changes()).hasSize(1);
      client.ask(convert("'db'", OTHER_SCHEMA));
      Commit whole = reader.next();
      assertThat(whole.snapshot().schema().version()).isEqualTo("2.0.0");
      assertThat(whole.changes().changes()).hasSize(1);
      client.ask(transact("{'op':'insert','table':'Thing','row':{'added':4}}"));
      assertThat(reader.next().changes().changes()).hasSize(1);
    }
  }

  @Test
  void writersOfThisProcessMustKnowTheOtherSchema() {
    client.ask(convert("'db'", OTHER_SCHEMA));
    TableSchema old = schema.requireTable("Thing");
    Operation insert =
        new Operation.Insert(
            old, new Uuid(1, 1), Map.of(old.requireColumn("name"), new StringAtom("x")));
    TransactionResult result =
        fixture
            .server()
            .sink("db")
            .transact(List.of(insert))
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
    assertThat(result.error().orElseThrow().tag()).isEqualTo("canceled");
    assertThat(client.ask(SELECT)).contains("{'rows':[]}");
  }

  @Test
  void fileHasTheOtherSchemaAndWhatFollows(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("f.db");
    DatabaseFile.create(file, TestSchema.named("f"));
    OpenDatabase opened = DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1));
    fixture.add(new HostedDatabase(Database.load(opened.contents()), opened.log()));
    RawClient asking = aware(fixture.client());
    asking.ask(INSERT.replace("'db'", "'f'"));
    asking.ask(convert("'f'", OTHER_SCHEMA.replace("'db'", "'f'")));
    asking.ask(
        transact("{'op':'insert','table':'Thing','row':{'added':4}}").replace("'db'", "'f'"));
    fixture.server().removeDatabase("f").orTimeout(10, TimeUnit.SECONDS).join();
    OpenDatabase again = DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(2));
    assertThat(again.contents().schema().version()).isEqualTo("2.0.0");
    TableSchema things = again.contents().schema().requireTable("Thing");
    assertThat(again.contents().rows(things).size()).isEqualTo(2);
    again.log().close();
  }
}
