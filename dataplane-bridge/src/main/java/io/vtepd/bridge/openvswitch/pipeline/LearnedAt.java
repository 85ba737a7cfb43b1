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

  /** Removes the addresses that stations of the network behind the port said they have. */
  FlowMod forgetAddresses() {
    return FlowMod.deleteAll(
        PipelineTable.ADDRESSES.id(),
        CookieMask.exact(PipelineCookie.of(PipelineCookie.Kind.ADDRESS, tag.untagged().bits())),
        Match.builder().metadata(network.bits()).build());
  }

  /** Whether that address was seen here. */
  public boolean covers(LearnedAddress address) {
    return address.port().equals(tag.untagged()) && address.station().network().equals(network);
  }
}
