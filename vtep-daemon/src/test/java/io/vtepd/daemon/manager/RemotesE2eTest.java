package io.vtepd.daemon.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerOptions;
import io.vtepd.daemon.server.SessionLocks;
import io.vtepd.daemon.server.SessionOptions;
import io.vtepd.daemon.server.SessionStanding;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.stream.ListenerSettings;
import io.vtepd.tls.stream.Peer;
import io.vtepd.tls.stream.Transport;
import io.vtepd.vtep.HardwareVtepSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/** Manager rows of a real server, and what becomes of them. */
@Timeout(60)
class RemotesE2eTest {

  private static final long STATUS_INTERVAL_MS = 50;
  private static final Uuid GLOBAL = new Uuid(1, 1);
  private static final Uuid MANAGER = new Uuid(2, 2);

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final DatabaseSchema schema = HardwareVtepSchema.load();
  private final TableSchema global = schema.requireTable("Global");
  private final TableSchema manager = schema.requireTable("Manager");
  private final AtomicReference<Snapshot> seen = new AtomicReference<>(Snapshot.empty(schema));
  private OvsdbServer server;
  private Remotes remotes;

  @BeforeEach
  void serve() {
    server = new OvsdbServer(ServerOptions.defaults());
    server.start();
    Database database = new Database(Snapshot.empty(schema));
    server.addDatabase(new HostedDatabase(database, new MemoryLog())).join();
    transact(new Operation.Insert(global, GLOBAL, Map.of()));
    server.source("hardware_vtep").subscribe(new Watcher());
    remotes =
        new Remotes(
            Transport.plain(group),
            (channel, peer, remote, terms) -> {
              SessionStanding session =
                  server.openSession(
                      channel, peer, new SessionOptions(remote, terms.probeIntervalMs()));
              SessionLocks locks = session.locks();
              return () ->
                  new ClientStanding(
                      new LockNames(locks.held(), locks.waiting(), locks.lost()),
                      session.updateCount(),
                      session.unsentUpdateBytes());
            },
            new Databases(),
            ListenerSettings.DEFAULT,
            STATUS_INTERVAL_MS,
            Level.DEBUG);
    remotes.add(RemoteSpec.parse("db:hardware_vtep,Global,managers")).join();
  }

  @AfterEach
  void stop() {
    remotes.close().join();
    server.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Watcher implements CommitSource.Listener {
    @Override
    public void onCommit(Commit commit) {
      seen.set(commit.snapshot());
    }

    @Override
    public void onLost(String reason) {
      seen.set(Snapshot.empty(schema));
    }
  }

  private final class Databases implements ServedDatabases {
    @Override
    public CommitSource source(String database) {
      return server.source(database);
    }

    @Override
    public CommitSink sink(String database) {
      return server.sink(database);
    }
  }

  private void transact(Operation... operations) {
    var result =
        server.sink("hardware_vtep").transact(List.of(operations)).toCompletableFuture().join();
    assertThat(result.error()).isEmpty();
  }

  private void setManager(String target) {
    transact(
        new Operation.Insert(
            manager,
            MANAGER,
            Map.of(
                manager.requireColumn("target"), new StringAtom(target),
                manager.requireColumn("max_backoff"), new IntegerAtom(1000))),
        new Operation.Update(
            global, Condition.row(GLOBAL), Map.of(global.requireColumn("managers"), MANAGER)));
  }

  private Optional<Datum> managerColumn(String name) {
    Optional<Row> row = seen.get().row(manager, MANAGER);
    return row.map(found -> found.get(manager.requireColumn(name)));
  }

  private String status(String key) {
    return managerColumn("status")
        .flatMap(datum -> ((MapDatum) datum).get(new StringAtom(key)))
        .map(atom -> ((StringAtom) atom).value())
        .orElse("");
  }

  @Test
  void managerIsDialledAndItsRowTellsHowItGoes() throws IOException {
    try (ServerSocket controller = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      setManager("tcp:127.0.0.1:" + controller.getLocalPort());
      try (Socket session = controller.accept()) {
        await().until(() -> managerColumn("is_connected").equals(Optional.of(BooleanAtom.TRUE)));
        assertThat(status("state")).isEqualTo("ACTIVE");
        assertThat(ask(session, "list_dbs")).contains("hardware_vtep");
      }
      await().until(() -> !status("sec_since_disconnect").isEmpty());
      try (Socket again = controller.accept()) {
        assertThat(ask(again, "list_dbs")).contains("hardware_vtep");
        await().until(() -> remotes.views().join().getFirst().openedCount() == 2);
      }
    }
  }

  @Test
  void rowTellsOfTheLocksOfTheOldestSession() throws IOException {
    setManager("ptcp:0:127.0.0.1");
    await().until(() -> !status("bound_port").isEmpty() && !status("bound_port").equals("0"));
    int port = Integer.parseInt(status("bound_port"));
    try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port)) {
      ask(one, "lock", "b");
      await().until(() -> status("locks_held").equals("b"));
      try (Socket two = new Socket(InetAddress.getLoopbackAddress(), port)) {
        ask(two, "lock", "c");
        ask(one, "lock", "a");
        ask(one, "lock", "c");
        await().until(() -> status("locks_held").equals("a b"));
        assertThat(status("locks_waiting")).isEqualTo("c");
      }
      await().until(() -> status("locks_held").equals("a b c"));
      assertThat(status("locks_waiting")).isEmpty();
    }
  }

  private static String ask(Socket session, String method, String... params) throws IOException {
    String words =
        Arrays.stream(params).map(word -> '"' + word + '"').collect(Collectors.joining(","));
    String request = "{\"method\":\"" + method + "\",\"params\":[" + words + "],\"id\":0}";
    session.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    byte[] reply = new byte[1024];
    int length = session.getInputStream().read(reply);
    return new String(reply, 0, Math.max(0, length), StandardCharsets.UTF_8);
  }

  @Test
  void listeningManagerTellsItsPortAndSessionsAndEndsWithItsRow() throws IOException {
    setManager("ptcp:0:127.0.0.1");
    await().until(() -> !status("bound_port").isEmpty() && !status("bound_port").equals("0"));
    int port = Integer.parseInt(status("bound_port"));
    try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket two = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(ask(one, "list_dbs")).contains("hardware_vtep");
      assertThat(ask(two, "list_dbs")).contains("hardware_vtep");
      await().until(() -> status("n_connections").equals("2"));
      transact(
          new Operation.Update(
              global,
              Condition.row(GLOBAL),
              Map.of(global.requireColumn("managers"), Datum.emptySet())));
      assertThat(one.getInputStream().read()).isEqualTo(-1);
      await().until(() -> remotes.views().join().isEmpty());
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void viewTellsWhoIsConnectedAndHowManyUpdatesWereSent() throws IOException {
    setManager("ptcp:0:127.0.0.1");
    await().until(() -> !status("bound_port").isEmpty() && !status("bound_port").equals("0"));
    int port = Integer.parseInt(status("bound_port"));
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String monitor =
          "{\"method\":\"monitor\",\"params\":[\"hardware_vtep\",0,{\"Logical_Switch\":{}}],\"id\":0}";
      client.getOutputStream().write(monitor.getBytes(StandardCharsets.UTF_8));
      assertThat(client.getInputStream().read()).isPositive();
      assertThat(remotes.views().join().getFirst().clients())
          .singleElement()
          .isEqualTo(ClientStanding.NEW);
      TableSchema network = schema.requireTable("Logical_Switch");
      transact(
          new Operation.Insert(
              network,
              new Uuid(5, 5),
              Map.of(network.requireColumn("name"), new StringAtom("web"))));
      await()
          .until(() -> remotes.views().join().getFirst().clients().getFirst().updateCount() == 1);
      Remotes.View view = remotes.views().join().getFirst();
      assertThat(view.peer()).contains(new Peer.Addressed("127.0.0.1:" + client.getLocalPort()));
      assertThat(view.probeIntervalMs()).isEqualTo(SessionOptions.DEFAULT_PROBE_INTERVAL_MS);
    }
  }

  @Test
  void managerThatCannotBeServedIsToldWhy() {
    setManager("ssl:127.0.0.1:1");
    await().until(() -> status("last_error").contains("needs TLS"));
    assertThat(status("state")).isEqualTo("VOID");
  }

  @Test
  void changedTargetTakesThePlaceOfTheOldOne() {
    setManager("ptcp:0:127.0.0.1");
    await().until(() -> remotes.views().join().size() == 1);
    transact(
        new Operation.Update(
            manager,
            Condition.row(MANAGER),
            Map.of(manager.requireColumn("target"), new StringAtom("tcp:127.0.0.1:1"))));
    await().until(() -> status("state").equals("BACKOFF"));
    assertThat(remotes.views().join().stream().map(Remotes.View::target))
        .containsExactly("tcp:127.0.0.1:1");
    assertThat(remotes.views().join().getFirst().isDialled()).isTrue();
    assertThat(remotes.views().join().getFirst().openedCount()).isZero();
    assertThat(status("last_error")).contains("refused");
  }

  @Test
  void viewTellsWhetherAListenerOfARowIsBound() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      setManager("ptcp:" + taken.getLocalPort() + ":127.0.0.1");
      await().until(() -> status("last_error").contains("in use"));
      assertThat(remotes.views().join().getFirst().isBound()).isFalse();
    }
    await().until(() -> remotes.views().join().getFirst().isBound());
  }

  @Test
  void addedRemoteThatCannotBeBoundIsNotKept() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      RemoteSpec remote = RemoteSpec.parse("ptcp:" + taken.getLocalPort() + ":127.0.0.1");
      assertThatThrownBy(() -> remotes.add(remote).join()).hasMessageContaining("in use");
      await()
          .until(() -> remotes.list().join().equals(List.of("db:hardware_vtep,Global,managers")));
      assertThat(remotes.remove(remote).join()).isFalse();
    }
  }

  @Test
  void remoteMayBeAddedAgainAsSoonAsItIsRemoved() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RemoteSpec remote = RemoteSpec.parse("ptcp:" + port + ":127.0.0.1");
    remotes.add(remote).join();
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Boolean> removed = remotes.remove(remote);
      remotes.add(remote).join();
      assertThat(removed.join()).isTrue();
    }
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(ask(client, "list_dbs")).contains("hardware_vtep");
    }
  }

  @Test
  void remotesThatMakeNoSenseAreRefusedAndNotKept() {
    for (String text :
        List.of("db:hardware_vtep,Global,x", "db:nope,Global,managers", "ssl:127.0.0.1")) {
      assertThatThrownBy(() -> remotes.add(RemoteSpec.parse(text)).join())
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
    await().until(() -> remotes.list().join().equals(List.of("db:hardware_vtep,Global,managers")));
  }
}
