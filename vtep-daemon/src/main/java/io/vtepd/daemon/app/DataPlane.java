package io.vtepd.daemon.app;

import io.netty.channel.EventLoopGroup;
import io.vtepd.bridge.feedback.FeedbackSettings;
import io.vtepd.bridge.openvswitch.OpenVswitchDriver;
import io.vtepd.bridge.openvswitch.OpenVswitchOptions;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import io.vtepd.daemon.cli.RunSettings;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.table.CommitSource;
import java.util.concurrent.TimeUnit;

/** Open vSwitch does what a database says, wherever that is. */
final class DataPlane {

  private DataPlane() {}

  /**
   * @param source commits of hardware_vtep
   * @param sink takes what the switch measures
   */
  static void start(
      RunSettings settings,
      CommitSource source,
      CommitSink sink,
      EventLoopGroup group,
      Opened opened) {
    PipelineSettings pipeline =
        new PipelineSettings(settings.macAgeSeconds(), PipelineSettings.DEFAULT.macLimit());
    FeedbackSettings feedback =
        new FeedbackSettings(
            FeedbackSettings.DEFAULT.portHoldMs(),
            FeedbackSettings.DEFAULT.batchLimit(),
            TimeUnit.SECONDS.toMillis(settings.statisticsSeconds()));
    OpenVswitchDriver driver =
        new OpenVswitchDriver(
            source,
            sink,
            new OpenVswitchOptions(settings.ovsRunDirectory(), pipeline, feedback),
            group);
    driver.start();
    opened.add("data plane", driver::close);
    settings
        .physicalSwitch()
        .ifPresent(wanted -> {
          TunnelIpKeeper keeper = new TunnelIpKeeper(wanted, sink, group.next());
          var subscription = source.subscribe(keeper);
          opened.add("tunnel IP keeper", subscription::close);
        });
  }
}
