package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.TableUpdatesJson;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clients that do not read, or not fast enough. */
class SlowReaderE2eTest {

  private static final String BIG = "x".repeat(20_000);

  private static String setNumber(int number) {
    return "{'id':0,'method':'transact','params':['db',{'op':'update','table':'Thing','where':[],"
        + "'row':{'number':"
        + number
        + ",'label':'"
        + BIG
        + number
        + "'}}]}";
  }

  private static void insertRow(RawClient writer) {
    writer.ask(
        "{'id':0,'method':'transact','params':['db',"
            + "{'op':'insert','table':'Thing','row':{}}]}");
  }

  @Test
  void updatesMergeForWhoDoesNotReadAndEndRight() throws Exception {
    try (ServerFixture fixture = new ServerFixture()) {
      RawClient slow = fixture.client();
      RawClient writer = fixture.client();
      insertRow(writer);
      slow.send("{'id':1,'method':'monitor_cond','params':['db',1,{'Thing':{}}]}");
      Copy copy = new Copy();
      copy.learn(((Json.Obj) slow.next().orElseThrow()).get("result").orElseThrow());
      int commits = 400;
      for (int i = 1; i <= commits; i++) {
        writer.ask(setNumber(i));
      }
      assertThat(fixture.server().counters().get(ServerCounter.UPDATES_MERGED)).isPositive();
      int updates = 0;
      while (copy.number() < commits) {
        Json.Obj update = (Json.Obj) slow.next().orElseThrow();
        copy.learn(((Json.Arr) update.get("params").orElseThrow()).get(1));
        updates++;
      }
      assertThat(updates).isLessThan(commits / 2);
      assertThat(slow.readUpToNow()).isEmpty();
    }
  }

  /** What a client makes of the updates. */
  private static final class Copy {
    private final DatabaseSchema schema = TestSchema.named("db");
    private final TableSchema things = schema.requireTable("Thing");
    private Snapshot known = Snapshot.empty(schema);

    void learn(Json tableUpdates) throws OvsdbException {
      known = known.apply(TableUpdatesJson.changes(known, UpdateFormat.DIFFERENCES, tableUpdates));
    }

    /** The number in the only row. */
    long number() {
      List<Row> rows = new ArrayList<>();
      known.rows(things).forEach(rows::add);
      assertThat(rows).hasSize(1);
      return ((IntegerAtom) rows.getFirst().get(things.requireColumn("number"))).value();
    }
  }

  @Test
  void othersDoNotWaitForWhoDoesNotRead() {
    try (ServerFixture fixture = new ServerFixture()) {
      RawClient slow = fixture.client();
      RawClient writer = fixture.client();
      insertRow(writer);
      writer.ask(setNumber(1));
      for (int i = 0; i < 300; i++) {
        slow.send(
            "{'id':"
                + i
                + ",'method':'transact','params':['db',"
                + "{'op':'select','table':'Thing','where':[]}]}");
      }
      assertThat(writer.ask(setNumber(2))).contains("'count':1");
      for (int i = 0; i < 300; i++) {
        assertThat(slow.read()).startsWith("{'id':" + i + ",");
      }
    }
  }

  @Test
  void whoSendsWithoutReadingIsNotReadAnyMore() throws IOException {
    ServerLimits small = Limits.with(l -> l.mergeBytes = 64 << 10);
    try (ServerFixture fixture = new ServerFixture(ServerOptions.defaults().withLimits(small))) {
      RawClient slow = fixture.client();
      byte[] request =
          ("{\"id\":1,\"method\":\"echo\",\"params\":[\"" + BIG + "\"]}")
              .getBytes(StandardCharsets.UTF_8);
      long taken = 0;
      long stalledSince = System.nanoTime();
      // Until nothing was taken for a while; a server that buffers without end never gets there.
      while (System.nanoTime() - stalledSince < 300_000_000L) {
        int count = slow.offerBytes(request);
        if (count > 0) {
          stalledSince = System.nanoTime();
          taken += count;
        }
        assertThat(taken).isLessThan(64 << 20);
      }
      assertThat(fixture.client().ask("{'id':1,'method':'list_dbs','params':[]}"))
          .startsWith("{'id':1");
    }
  }

  @Test
  void whoIsTooFarBehindIsCut() {
    ServerLimits small =
        Limits.with(l -> {
          l.mergeBytes = 16 << 10;
          l.backlogBytes = 200 << 10;
        });
    try (ServerFixture fixture = new ServerFixture(ServerOptions.defaults().withLimits(small))) {
      RawClient slow = fixture.client();
      RawClient writer = fixture.client();
      slow.ask("{'id':1,'method':'monitor','params':['db',1,{'Thing':{}}]}");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            for (int i = 0; i < 20; i++) {
              insertRow(writer);
              writer.ask(setNumber(i));
            }
            return fixture.server().counters().get(ServerCounter.SESSIONS_CUT_SLOW) == 1;
          });
      assertThat(writer.ask("{'id':1,'method':'list_dbs','params':[]}")).startsWith("{'id':1");
      await().atMost(Duration.ofSeconds(5)).until(() -> fixture.server().sessionCount() == 1);
    }
  }

  /** Ten slow readers, none of whom is too far behind alone. */
  @Test
  void slowReadersAreCutUntilTheRestHoldsNoMoreThanTheirShare() {
    ServerLimits small =
        Limits.with(l -> {
          l.mergeBytes = 16 << 10;
          l.allBacklogBytes = 200 << 10;
        });
    try (ServerFixture fixture = new ServerFixture(ServerOptions.defaults().withLimits(small))) {
      for (int i = 0; i < 10; i++) {
        fixture.client().ask("{'id':1,'method':'monitor','params':['db',1,{'Thing':{}}]}");
      }
      RawClient writer = fixture.client();
      ServerCounters counters = fixture.server().counters();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            for (int i = 0; i < 20; i++) {
              insertRow(writer);
              writer.ask(setNumber(i));
            }
            return counters.limitHits().get(Limit.BACKLOG_PERCENT) > 1;
          });
      assertThat(counters.limitHits()).containsEntry(Limit.BACKLOG_BYTES, 0L);
      assertThat(writer.ask("{'id':1,'method':'list_dbs','params':[]}")).startsWith("{'id':1");
    }
  }

  @Test
  void initialContentsLargerThanTheBacklogLimitAreSent() throws Exception {
    ServerLimits small =
        Limits.with(l -> {
          l.mergeBytes = 16 << 10;
          l.backlogBytes = 100 << 10;
        });
    try (ServerFixture fixture = new ServerFixture(ServerOptions.defaults().withLimits(small))) {
      RawClient writer = fixture.client();
      StringBuilder inserts = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        inserts.append(",{'op':'insert','table':'Thing','row':{'label':'" + BIG + "'}}");
      }
      writer.ask("{'id':0,'method':'transact','params':['db'" + inserts + "]}");
      RawClient reader = fixture.client();
      reader.send(
          "{'id':1,'method':'monitor_cond','params':['db',1,{'Thing':{}}]}"
              + "{'id':2,'method':'list_dbs','params':[]}");
      insertRow(writer);
      Optional<Json> contents = reader.next();
      Json result = ((Json.Obj) contents.orElseThrow()).get("result").orElseThrow();
      DatabaseSchema schema = TestSchema.named("db");
      var known =
          TableUpdatesJson.changes(Snapshot.empty(schema), UpdateFormat.DIFFERENCES, result);
      assertThat(known.changes()).hasSizeBetween(200, 201);
      if (known.changes().size() == 200) {
        assertThat(reader.read()).startsWith("{'method':'update2'");
      }
      assertThat(reader.read()).startsWith("{'id':2");
    }
  }
}
