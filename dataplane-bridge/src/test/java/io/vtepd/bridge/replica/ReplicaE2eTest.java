package io.vtepd.bridge.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.stream.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A replica of the reference ovsdb-server. */
@Tag("system")
class ReplicaE2eTest {

  private static final Selection SWITCHES =
      new Selection.Columns(
          "hardware_vtep", Map.of("Logical_Switch", Set.of("name", "tunnel_key", "other_config")));
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final RecordingListener listener = new RecordingListener();
  private OvsdbServerProcess server;

  @BeforeEach
  void startServer() throws Exception {
    server = OvsdbServerProcess.start("vtep.ovsschema");
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private Replica start(Selection selection) {
    return Replica.start(ReplicaOptions.of(server.target(), selection), Transport.plain(group));
  }

  private void insertSwitch(String name) throws Exception {
    server.transact(
        "hardware_vtep",
        "{\"op\":\"insert\",\"table\":\"Logical_Switch\",\"row\":{\"name\":\"" + name + "\"}}");
  }

  private static TableSchema table(Commit commit) {
    return commit.snapshot().schema().requireTable("Logical_Switch");
  }

  private static Set<String> names(Snapshot snapshot) {
    TableSchema table = snapshot.schema().requireTable("Logical_Switch");
    Set<String> names = new TreeSet<>();
    snapshot
        .rows(table)
        .forEach(row -> names.add(((StringAtom) row.get(table.requireColumn("name"))).value()));
    return names;
  }

  private Commit last() {
    return listener.commits.getLast();
  }

  @Test
  void bringsTheContentsAndFollowsEveryChange() throws Exception {
    insertSwitch("red");
    try (Replica replica = start(SWITCHES)) {
      replica.subscribe(listener);
      await().atMost(PATIENCE).until(() -> listener.commits.size() == 1);
      assertThat(names(last().snapshot())).containsExactly("red");
      assertThat(last().changes().changes()).singleElement().matches(RowChange::isInsert);

      insertSwitch("blue");
      await().atMost(PATIENCE).until(() -> listener.commits.size() == 2);
      assertThat(names(last().snapshot())).containsExactly("blue", "red");

      server.transact(
          "hardware_vtep",
          "{\"op\":\"update\",\"table\":\"Logical_Switch\",\"where\":[[\"name\",\"==\",\"red\"]],"
              + "\"row\":{\"tunnel_key\":7,\"other_config\":[\"map\",[[\"a\",\"1\"],[\"b\",\"2\"]]]}}");
      await().atMost(PATIENCE).until(() -> listener.commits.size() == 3);
      server.transact(
          "hardware_vtep",
          "{\"op\":\"mutate\",\"table\":\"Logical_Switch\",\"where\":[[\"name\",\"==\",\"red\"]],"
              + "\"mutations\":[[\"other_config\",\"delete\",[\"set\",[\"a\"]]]]}");
      await().atMost(PATIENCE).until(() -> listener.commits.size() == 4);
      Row red = last().changes().changes().getFirst().after().orElseThrow();
      assertThat(red.get(table(last()).requireColumn("other_config")).toString())
          .isEqualTo("{\"b\"=\"2\"}");

      server.transact(
          "hardware_vtep",
          "{\"op\":\"delete\",\"table\":\"Logical_Switch\",\"where\":[[\"name\",\"==\",\"red\"]]}");
      await().atMost(PATIENCE).until(() -> listener.commits.size() == 5);
      assertThat(names(last().snapshot())).containsExactly("blue");
    }
  }

  @Test
  void executesTransactionsWithTheWritersOwnUuids() throws Exception {
    try (Replica replica = start(SWITCHES)) {
      replica.subscribe(listener);
      await().atMost(PATIENCE).until(() -> listener.commits.size() == 1);
      TableSchema table = table(last());
      Uuid uuid = Uuid.of("0a0b0c0d-1111-4222-8333-444455556666");
      Map<ColumnSchema, Datum> values =
          Map.of(table.requireColumn("name"), new StringAtom("green"));
      TransactionResult result =
          replica
              .transact(List.of(new Operation.Insert(table, uuid, values)))
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      assertThat(result.results()).containsExactly(new OperationResult.Inserted(uuid));
      assertThat(listener.commits).as("the update comes before the answer").hasSize(2);
      assertThat(last().snapshot().row(table, uuid)).isPresent();

      TransactionResult refused =
          replica
              .transact(
                  List.of(
                      new Operation.Insert(
                          table, Uuid.of("0a0b0c0d-1111-4222-8333-444455556667"), values)))
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      assertThat(refused.error()).isPresent();
      assertThat(refused.error().orElseThrow().tag()).isEqualTo("constraint violation");
      replica
          .transact(List.of(new Operation.Delete(table, Condition.row(uuid))))
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
      assertThat(names(last().snapshot())).isEmpty();
    }
  }

  @Test
  void tellsOnlyWhatChangedWhileTheServerWasAway() throws Exception {
    insertSwitch("red");
    insertSwitch("blue");
    try (Replica replica = start(SWITCHES)) {
      replica.subscribe(listener);
      await().atMost(PATIENCE).until(() -> listener.commits.size() == 1);
      server.kill();
      await().atMost(PATIENCE).until(() -> listener.losses.size() == 1);
      TransactionResult refused =
          replica.transact(List.of(new Operation.Commit(false))).toCompletableFuture().get();
      assertThat(refused.error().orElseThrow().tag()).isEqualTo("not connected");

      server.start();
      await().atMost(PATIENCE).until(() -> listener.commits.size() == 2);
      assertThat(last().changes().isEmpty()).isTrue();
      assertThat(last().snapshot().schema())
          .isSameAs(listener.commits.getFirst().snapshot().schema());

      server.kill();
      await().atMost(PATIENCE).until(() -> listener.losses.size() == 2);
      server.start();
      server.transact(
          "hardware_vtep",
          "{\"op\":\"delete\",\"table\":\"Logical_Switch\",\"where\":[[\"name\",\"==\",\"red\"]]}");
      await().atMost(PATIENCE).until(() -> names(last().snapshot()).equals(Set.of("blue")));
      List<RowChange> told = new ArrayList<>();
      listener.commits.stream().skip(1).forEach(commit -> told.addAll(commit.changes().changes()));
      assertThat(told).singleElement().matches(RowChange::isDelete);
    }
  }

  @Test
  void tellsALateSubscriberEverythingAndAClosedOneNothing() throws Exception {
    insertSwitch("red");
    try (Replica replica = start(SWITCHES)) {
      RecordingListener closed = new RecordingListener();
      var subscription = replica.subscribe(closed);
      await().atMost(PATIENCE).until(() -> closed.commits.size() == 1);
      subscription.close();
      replica.subscribe(listener);
      insertSwitch("blue");
      await().atMost(PATIENCE).until(() -> !listener.commits.isEmpty());
      await().atMost(PATIENCE).until(() -> names(last().snapshot()).size() == 2);
      assertThat(closed.commits).hasSize(1);
    }
  }

  @Test
  void waitsForADatabaseThatHasTheSelectedColumns() throws Exception {
    Selection other =
        new Selection.Columns("hardware_vtep", Map.of("Logical_Switch", Set.of("no_such_column")));
    try (Replica replica = start(other)) {
      replica.subscribe(listener);
      await().atMost(PATIENCE).until(() -> !listener.losses.isEmpty());
      assertThat(listener.commits).isEmpty();
    }
  }
}
