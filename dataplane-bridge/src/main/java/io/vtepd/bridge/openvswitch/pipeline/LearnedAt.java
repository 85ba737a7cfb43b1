package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.CookieMask;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.FlowMod;
import java.util.Objects;

/** A place where stations of a network are, or were, learned. */
public record LearnedAt(BindingTag tag, NetworkKey network) {

  public LearnedAt {
    Objects.requireNonNull(tag);
    Objects.requireNonNull(network);
  }

  /** Removes all that was learned here. */
  FlowMod forget() {
    return FlowMod.deleteAll(
        PipelineTable.LOCAL_MACS.id(),
        CookieMask.exact(PipelineCookie.learnedAt(tag)),
        Match.builder().metadata(network.bits()).build());
  }
}
