package io.vtepd.daemon.app;

import io.netty.channel.EventLoopGroup;
import io.vtepd.bridge.feedback.FeedbackSettings;
import io.vtepd.bridge.memory.MemoryDataPlane;
import io.vtepd.bridge.memory.MemoryOptions;
import io.vtepd.bridge.memory.MemorySettings;
import io.vtepd.bridge.openvswitch.OpenVswitchDriver;
import io.vtepd.bridge.openvswitch.OpenVswitchOptions;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import io.vtepd.daemon.cli.DataPlaneSettings;
import io.vtepd.daemon.cli.RunSettings;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.table.CommitSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Something forwards as a database says, wherever that is. */
final class DataPlane {

  private static final long FIRST_LOOK_LIMIT_MS = 200;

  private DataPlane() {}

  /**
   * @param source commits of hardware_vtep
   * @param sink takes what the switch measures
   * @return the data plane of an emulation, for commands
   */
  static Optional<MemoryDataPlane> start(
      RunSettings settings,
      CommitSource source,
      CommitSink sink,
      EventLoopGroup group,
      Opened opened) {
    opened.observed().add(source, opened);
    Optional<MemoryDataPlane> memory =
        switch (settings.dataPlane()) {
          case DataPlaneSettings.OpenVswitch(Path runDirectory) -> {
            OpenVswitchDriver driver =
                new OpenVswitchDriver(
                    source,
                    sink,
                    options(settings, runDirectory, opened.observed().applied()),
                    group);
            awaitShortly(driver.start());
            opened.add("data plane", driver::close);
            opened.vitals().addCondition(driver::condition);
            opened.observed().add(driver::standings);
            opened.observed().setSightings(driver::sightings);
            opened.observed().setDriverCounters(driver.counters());
            yield Optional.empty();
          }
          case DataPlaneSettings.Memory asked -> {
            MemoryDataPlane plane =
                new MemoryDataPlane(source, sink, options(settings, asked), group);
            plane.start();
            opened.add("data plane", plane::close);
            opened.observed().setSightings(plane::sightings);
            yield Optional.of(plane);
          }
        };
    settings
        .physicalSwitch()
        .ifPresent(wanted -> {
          TunnelIpKeeper keeper = new TunnelIpKeeper(wanted, sink, group.next());
          var subscription = source.subscribe(keeper);
          opened.add("tunnel IP keeper", subscription::close);
        });
    return memory;
  }

  /**
   * Clients that come while it reads the database for the first time would feel it. But a large
   * database takes long to read, and clients need not wait for that.
   */
  private static void awaitShortly(CompletableFuture<Void> firstLook) {
    firstLook.completeOnTimeout(null, FIRST_LOOK_LIMIT_MS, TimeUnit.MILLISECONDS).join();
  }

  private static OpenVswitchOptions options(
      RunSettings settings, Path runDirectory, LongConsumer applied) {
    PipelineSettings pipeline = new PipelineSettings(settings.macAgeSeconds(), settings.macLimit());
    return new OpenVswitchOptions(runDirectory, pipeline, feedback(settings), applied);
  }

  private static MemoryOptions options(RunSettings settings, DataPlaneSettings.Memory asked) {
    return MemoryOptions.of(
        asked.portCount(),
        new MemorySettings(
            TimeUnit.SECONDS.toMillis(settings.macAgeSeconds()), settings.macLimit()),
        feedback(settings));
  }

  private static FeedbackSettings feedback(RunSettings settings) {
    return new FeedbackSettings(
        TimeUnit.SECONDS.toMillis(settings.portHoldSeconds()),
        FeedbackSettings.DEFAULT.batchLimit(),
        TimeUnit.SECONDS.toMillis(settings.statisticsSeconds()));
  }
}
