package io.vtepd.tests.bench.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.channel.ChannelLimits;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openflow.channel.OpenFlowListener;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import io.vtepd.bridge.openflow.message.PortStatus;
import io.vtepd.bridge.openflow.message.RequestBody.FlowMonitor;
import io.vtepd.bridge.openflow.message.RequestBody.MonitorFlags;
import io.vtepd.tls.stream.BackoffSettings;
import io.vtepd.tls.stream.Connector;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sees flows come and go in a bridge, by a flow monitor of its own: the switch tells in the moment
 * in which a flow counts, and nobody is asked again and again.
 */
final class FlowWatch implements AutoCloseable, OpenFlowListener {

  private static final long PATIENCE_S = 180;
  private static final MonitorFlags ALL_CHANGES =
      MonitorFlags.INITIAL
          .plus(MonitorFlags.ADD)
          .plus(MonitorFlags.REMOVED)
          .plus(MonitorFlags.MODIFY);

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Connector connector;
  private final TableId table;
  private final Match match;
  private boolean watching;
  private long flowCount;
  private long changeCount;
  private long lastNanos = System.nanoTime();
  private String failure = "";

  private FlowWatch(Path socket, TableId table, Match match) {
    this.table = table;
    this.match = match;
    this.connector =
        Connector.start(
            Transport.plain(group),
            new Target.Unix(socket.toString()),
            new BackoffSettings(5, 20, 5_000),
            (channel, peer) -> begin(channel));
  }

  /**
   * Begins, and waits until the bridge is there.
   *
   * @param match which flows of the table count
   */
  static FlowWatch of(Path managementSocket, TableId table, Match match) throws IOException {
    FlowWatch watch = new FlowWatch(managementSocket, table, match);
    watch.awaitUntil(() -> watch.watching, "a flow monitor on " + managementSocket);
    return watch;
  }

  private void begin(Channel connected) {
    OpenFlowChannel channel = OpenFlowChannel.attach(connected, this, ChannelLimits.DEFAULT);
    channel
        .ready()
        .thenCompose(
            features -> channel.monitorFlows(FlowMonitor.add(1, ALL_CHANGES, table, match)))
        .whenComplete((initial, refused) -> {
          synchronized (this) {
            watching = refused == null;
            failure = refused == null ? "" : refused.toString();
            flowCount = refused == null ? initial.size() : 0;
            notifyAll();
          }
        });
  }

  /** How many flows there are. */
  synchronized long flowCount() {
    return flowCount;
  }

  /** How many changes it was told of. */
  synchronized long changeCount() {
    return changeCount;
  }

  /** Waits until there are so many flows; when the last of them came, as System.nanoTime(). */
  synchronized long awaitCount(long count) throws IOException {
    awaitUntil(() -> flowCount == count, count + " flows");
    return lastNanos;
  }

  /** Waits until nothing has changed for so long; when the last change came. */
  synchronized long awaitQuiet(long quietMs) throws IOException {
    long quietNanos = TimeUnit.MILLISECONDS.toNanos(quietMs);
    awaitUntil(() -> System.nanoTime() - lastNanos > quietNanos, "quiet");
    return lastNanos;
  }

  private interface Condition {
    boolean holds();
  }

  private synchronized void awaitUntil(Condition condition, String what) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!condition.holds()) {
      if (System.nanoTime() > deadline || !failure.isEmpty()) {
        throw new IOException(
            "waited for " + what + ", there are " + flowCount + " flows " + failure);
      }
      try {
        wait(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  @Override
  public void onGroupsChanged() {}

  @Override
  public void onFlowUpdates(List<FlowUpdate> updates) {
    long now = System.nanoTime();
    synchronized (this) {
      for (FlowUpdate update : updates) {
        count(update);
      }
      lastNanos = now;
      notifyAll();
    }
  }

  private void count(FlowUpdate update) {
    switch (update) {
      case FlowUpdate.Initial _, FlowUpdate.Added _ -> {
        flowCount++;
        changeCount++;
      }
      case FlowUpdate.Removed _ -> {
        flowCount--;
        changeCount++;
      }
      case FlowUpdate.Modified _ -> changeCount++;
      case FlowUpdate.Abbreviated _, FlowUpdate.Paused _, FlowUpdate.Resumed _ -> {}
    }
  }

  @Override
  public void onPortStatus(PortStatus status) {}

  @Override
  public synchronized void onError(Xid xid, OpenFlowError error) {
    failure = error.toString();
  }

  @Override
  public void onClosed(String reason) {}

  @Override
  public void close() {
    connector.close().join();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
