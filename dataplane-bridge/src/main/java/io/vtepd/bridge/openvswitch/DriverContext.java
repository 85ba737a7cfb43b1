package io.vtepd.bridge.openvswitch;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vtepd.bridge.feedback.SwitchReports;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.tls.stream.BackoffSettings;
import io.vtepd.tls.stream.Connector;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * What the parts of a driver share.
 *
 * @param loop the owner thread of all its state
 * @param runDir Open vSwitch's run directory
 * @param ovsdb takes changes of Open vSwitch's database
 * @param statisticsMs how often the statistics of bindings are read, at most; 0 for never
 * @param applied is told how long changes took, in nanoseconds
 * @param counters of all switches
 * @param uuids where the UUIDs of new rows come from
 */
record DriverContext(
    EventLoop loop,
    Path runDir,
    CommitSink ovsdb,
    SwitchReports reports,
    PipelineSettings settings,
    long statisticsMs,
    LongConsumer applied,
    DriverCounters counters,
    RandomGenerator uuids) {

  private static final BackoffSettings BACKOFF = new BackoffSettings(50, 2_000, 5_000);

  DriverContext {
    Objects.requireNonNull(loop);
    Objects.requireNonNull(runDir);
    Objects.requireNonNull(ovsdb);
    Objects.requireNonNull(reports);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(applied);
    Objects.requireNonNull(counters);
    Objects.requireNonNull(uuids);
  }

  /** The loop's time. */
  long nowNs() {
    return loop.ticker().nanoTime();
  }

  /** Runs something on the loop after that time. */
  void later(Runnable task, long delayMs) {
    loop.schedule(task, delayMs, TimeUnit.MILLISECONDS);
  }

  /** Connects to a bridge's management socket, again and again, until it is closed. */
  Connector dial(String bridge, Consumer<Channel> connected) {
    Target.Unix target = new Target.Unix(runDir.resolve(bridge + ".mgmt").toString());
    return Connector.start(
        Transport.plain(loop), target, BACKOFF, (channel, peer) -> connected.accept(channel));
  }
}
