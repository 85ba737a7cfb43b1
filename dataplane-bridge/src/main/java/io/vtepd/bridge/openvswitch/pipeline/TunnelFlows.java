package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.Destination;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.vtep.MacAddress;
import java.util.List;
import java.util.Optional;

/** The flows that a tunnel, a network on tunnels, and a station behind one have. */
final class TunnelFlows {

  private static final int CLASSIFY_PRIORITY = 50;
  private static final int ONE_TUNNEL_PRIORITY = 20;
  private static final int ANY_TUNNEL_PRIORITY = 10;
  private static final int UNICAST_PRIORITY = 10;

  private TunnelFlows() {}

  /**
   * An inner tag is no part of a logical switch (RFC 7348 section 6.1): such frames are dropped.
   */
  static List<Flow> tunnel(Ofport port) {
    return List.of(
        Flow.of(
            PipelineTable.CLASSIFY.id(),
            CLASSIFY_PRIORITY,
            Match.builder().inPort(port).vlanNone().build(),
            Instructions.apply(
                    Action.SetField.of(Field.REG1, Integer.toUnsignedLong(BindingTag.FROM_TUNNEL)))
                .thenGoto(PipelineTable.TUNNELS.id()),
            PipelineCookie.of(PipelineCookie.Kind.TUNNEL, port.number())));
  }

  /**
   * @param port of the one tunnel that the fact is about, or empty if it is about all
   */
  static List<Flow> ingress(Fact.Ingress fact, Optional<Ofport> port) {
    Match.Builder match = Match.builder().tunnelId(fact.id().vni().value());
    port.ifPresent(match::inPort);
    return List.of(
        Flow.of(
            PipelineTable.TUNNELS.id(),
            port.isPresent() ? ONE_TUNNEL_PRIORITY : ANY_TUNNEL_PRIORITY,
            match.build(),
            Instructions.DROP
                .withMetadata(fact.network().bits())
                .thenGoto(PipelineTable.LOOKUP.id()),
            PipelineCookie.of(PipelineCookie.Kind.INGRESS, fact.id().vni().value())));
  }

  /** The station whose flow has that key, if it is one's. */
  static Optional<FactId.Unicast> stationOf(FlowKey key) {
    if (!key.table().equals(PipelineTable.REMOTE_MACS.id())
        || key.priority() != UNICAST_PRIORITY
        || key.match().fields().size() != 2
        || !key.match().opaque().isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> network = key.match().exact(Field.METADATA);
    Optional<Long> mac = key.match().exact(Field.ETH_DST);
    return network.isEmpty() || mac.isEmpty()
        ? Optional.empty()
        : Optional.of(new FactId.Unicast(new NetworkKey(network.get()), new MacAddress(mac.get())));
  }

  static Flow unicast(FactId.Unicast id, Destination to, Ofport port) {
    return Flow.of(
        PipelineTable.REMOTE_MACS.id(),
        UNICAST_PRIORITY,
        Match.builder().metadata(id.network().bits()).ethDst(id.mac().bits()).build(),
        Instructions.apply(
            Action.SetField.of(Field.TUNNEL_ID, to.vni().value()), Action.Output.to(port)),
        PipelineCookie.of(PipelineCookie.Kind.UNICAST, to.vni().value()));
  }
}
