package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.vtep.MacAddress;
import java.util.Objects;
import java.util.Optional;

/** A flow that the switch made by itself: a station and the binding at which it was seen. */
public record LearnedFlow(FactId.Unicast station, BindingTag tag) {

  public LearnedFlow {
    Objects.requireNonNull(station);
    Objects.requireNonNull(tag);
  }

  /** Reads a flow of {@link PipelineTable#LOCAL_MACS}; empty for one of somebody else. */
  public static Optional<LearnedFlow> of(Flow flow) {
    if (!flow.table().equals(PipelineTable.LOCAL_MACS.id())) {
      return Optional.empty();
    }
    Optional<BindingTag> tag = BindingTag.ofLearned(flow.cookie());
    Optional<Long> network = flow.match().exact(Field.METADATA);
    Optional<Long> mac = flow.match().exact(Field.ETH_DST);
    if (tag.isEmpty() || network.isEmpty() || mac.isEmpty()) {
      return Optional.empty();
    }
    FactId.Unicast station =
        new FactId.Unicast(new NetworkKey(network.get()), new MacAddress(mac.get()));
    return Optional.of(new LearnedFlow(station, tag.get()));
  }

  /** Where it was learned. */
  public LearnedAt place() {
    return new LearnedAt(tag, station.network());
  }

  /** Removes what was learned of a station, wherever it was seen. */
  public static FlowMod forget(FactId.Unicast station) {
    Match match =
        Match.builder().metadata(station.network().bits()).ethDst(station.mac().bits()).build();
    return FlowMod.delete(
        new FlowKey(PipelineTable.LOCAL_MACS.id(), BindingFlows.LEARNED_PRIORITY, match));
  }
}
