package io.vtepd.bridge.openflow.channel;

import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import java.util.List;

/** What became of a bundle. */
public sealed interface BundleResult {

  /** All changes took effect, together. */
  record Committed() implements BundleResult {}

  /**
   * None took effect.
   *
   * @param refusals what the switch objected to: all that are malformed in themselves, or else the
   *     first that it could not do; empty when the bundle itself was refused
   * @param error the switch's word on the bundle as a whole
   */
  record Refused(List<Refusal> refusals, String error) implements BundleResult {
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * A change that the switch does not take.
   *
   * @param index its place in the list that was given
   */
  record Refusal(int index, Change change, OpenFlowError error) {}
}
