package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.feedback.FeedbackSettings;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * What the operator may choose about the data plane.
 *
 * @param runDir Open vSwitch's run directory: with {@code db.sock} and {@code <bridge>.mgmt}
 * @param applied is told how long each change took from its commit until the switch has confirmed
 *     it, in nanoseconds; on the driver's thread
 */
public record OpenVswitchOptions(
    Path runDir, PipelineSettings pipeline, FeedbackSettings feedback, LongConsumer applied) {

  public OpenVswitchOptions {
    Objects.requireNonNull(runDir);
    Objects.requireNonNull(pipeline);
    Objects.requireNonNull(feedback);
    Objects.requireNonNull(applied);
  }

  /** The usual settings for the Open vSwitch of that run directory. */
  static OpenVswitchOptions of(Path runDir) {
    return new OpenVswitchOptions(
        runDir, PipelineSettings.DEFAULT, FeedbackSettings.DEFAULT, ns -> {});
  }
}
