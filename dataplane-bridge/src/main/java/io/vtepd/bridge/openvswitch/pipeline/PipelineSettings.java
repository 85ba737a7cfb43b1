package io.vtepd.bridge.openvswitch.pipeline;

/**
 * What the operator may choose about forwarding.
 *
 * @param macAgeS seconds of silence after which a learned station is forgotten, 1 to 65535
 * @param macLimit most stations that are learned at one binding; 0 for any number
 */
public record PipelineSettings(int macAgeS, int macLimit) {

  /** Five minutes, as bridges do, and 16,384 stations a binding. */
  public static final PipelineSettings DEFAULT = new PipelineSettings(300, 16_384);

  public PipelineSettings {
    if (macAgeS < 1 || macAgeS > 0xffff) {
      throw new IllegalArgumentException("MAC age of " + macAgeS + " s is not in 1 to 65535");
    }
    if (macLimit < 0) {
      throw new IllegalArgumentException("MAC limit " + macLimit + " is negative");
    }
  }
}
