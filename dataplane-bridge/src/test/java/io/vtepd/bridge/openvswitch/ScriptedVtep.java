package io.vtepd.bridge.openvswitch;

import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.bridge.testbed.OvsSandbox;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.vtep.VtepCommit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A switch with dummy ports, a scripted database, and drivers between them. */
final class ScriptedVtep implements CommitSource, AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ScriptedDatabase database = new ScriptedDatabase(1);
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final CommitSink nobody =
      operations -> CompletableFuture.completedFuture(new TransactionResult(List.of()));
  private final OvsSandbox ovs = OvsSandbox.startWithDummyPorts();

  ScriptedVtep() throws IOException {}

  ScriptedDatabase database() {
    return database;
  }

  OvsSandbox ovs() {
    return ovs;
  }

  @Override
  public Subscription subscribe(Listener listener) {
    listeners.add(listener);
    listener.onCommit(Commit.initial(database.snapshot().snapshot()));
    return () -> listeners.remove(listener);
  }

  void commit() {
    VtepCommit commit = database.commit();
    Commit plain = new Commit(commit.snapshot().snapshot(), commit.changes());
    listeners.forEach(listener -> listener.onCommit(plain));
  }

  OpenVswitchDriver start() {
    OpenVswitchDriver driver =
        new OpenVswitchDriver(this, nobody, OpenVswitchOptions.of(ovs.runDir()), group);
    driver.start();
    return driver;
  }

  /** How many flows of a bridge's table. */
  int flowCount(String bridge, int table) {
    String line = ovs.ofctl("dump-aggregate", ovs.target(bridge), "table=" + table);
    return Integer.parseInt(line.replaceAll("(?s).*flow_count=(\\d+).*", "$1"));
  }

  void awaitFlows(String bridge, int table, int count) {
    await().atMost(PATIENCE).until(() -> flowCount(bridge, table) == count);
  }

  @Override
  public void close() throws IOException {
    ovs.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
