package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.feedback.FeedbackSettings;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What the operator may choose about the data plane.
 *
 * @param runDir Open vSwitch's run directory: with {@code db.sock} and {@code <bridge>.mgmt}
 */
public record OpenVswitchOptions(
    Path runDir, PipelineSettings pipeline, FeedbackSettings feedback) {

  public OpenVswitchOptions {
    Objects.requireNonNull(runDir);
    Objects.requireNonNull(pipeline);
    Objects.requireNonNull(feedback);
  }

  /** The usual settings for the Open vSwitch of that run directory. */
  public static OpenVswitchOptions of(Path runDir) {
    return new OpenVswitchOptions(runDir, PipelineSettings.DEFAULT, FeedbackSettings.DEFAULT);
  }
}
