package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.feedback.BindingCounts;
import io.vtepd.bridge.feedback.SwitchFaults;
import io.vtepd.bridge.feedback.SwitchReports;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import io.vtepd.vtep.Ipv4Address;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the statistics are read: each reading asks for the connection first. */
class SwitchStatisticsTest implements SwitchReports {

  private static final long INTERVAL_MS = 10_000;

  private final EmbeddedChannel clock = new EmbeddedChannel();
  private boolean busy;
  private int readings;

  @BeforeEach
  void start() {
    clock.freezeTime();
    DriverContext context =
        new DriverContext(
            clock.eventLoop(),
            Path.of("/nowhere"),
            operations -> CompletableFuture.failedStage(new AssertionError(operations)),
            this,
            PipelineSettings.DEFAULT,
            INTERVAL_MS,
            ns -> {},
            new DriverCounters(),
            RandomGenerator.of("L64X128MixRandom"));
    new SwitchStatistics("br0", context, this::connection, () -> busy, tag -> Optional.empty())
        .start();
  }

  private Optional<OpenFlowChannel> connection() {
    readings++;
    return Optional.empty();
  }

  private void pass(long ms) {
    for (long done = 0; done < ms; done += 100) {
      clock.advanceTimeBy(100, TimeUnit.MILLISECONDS);
      clock.runScheduledPendingTasks();
    }
  }

  @Test
  void areReadOnceInAnInterval() {
    pass(10 * INTERVAL_MS);
    assertThat(readings).isEqualTo(10);
  }

  @Test
  void waitUntilNoChangeIsOnItsWay() {
    busy = true;
    pass(3 * INTERVAL_MS);
    assertThat(readings).as("while the switch is busy").isZero();
    busy = false;
    pass(INTERVAL_MS / 10);
    assertThat(readings).as("as soon as it is not").isEqualTo(1);
  }

  @Test
  void doNotWaitForEver() {
    busy = true;
    pass(7 * INTERVAL_MS - 100);
    assertThat(readings).isZero();
    pass(100);
    assertThat(readings).as("six intervals late").isEqualTo(1);
    pass(7 * INTERVAL_MS);
    assertThat(readings).as("the next has as much patience").isEqualTo(2);
  }

  @Override
  public void onEvent(String switchName, BridgeEvent event) {}

  @Override
  public void onSettled(String switchName) {}

  @Override
  public void onBfdStatus(String switchName, Ipv4Address remote, Map<String, String> status) {}

  @Override
  public void onCounts(String switchName, Map<FactId.Binding, BindingCounts> changed) {}

  @Override
  public void onFaults(String switchName, SwitchFaults faults) {}
}
