package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.Destination;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.desired.Replication;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.vtep.ReplicationMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The flows that make copies: for the underlay and for bindings. */
final class FloodFlows {

  private FloodFlows() {}

  /** A copy for each binding; the one that the frame came from drops it in {@code EGRESS}. */
  static List<Flow> bindings(NetworkKey network, Collection<BindingTag> tags) {
    List<Action> copies = new ArrayList<>();
    for (BindingTag tag : tags) {
      copies.add(
          Action.CloneActions.of(
              Action.SetField.of(Field.REG2, tag.bits()),
              Action.Resubmit.to(PipelineTable.EGRESS_ACL.id())));
    }
    return Chunks.render(
        PipelineTable.FLOOD_BINDINGS.id(),
        Match.builder().metadata(network.bits()).build(),
        copies,
        Optional.empty(),
        PipelineCookie.of(PipelineCookie.Kind.FLOOD));
  }

  static List<Flow> flood(FactId.Flood id, List<Action> copies) {
    return Chunks.render(
        PipelineTable.FLOOD_LOCAL.id(),
        Match.builder().metadata(id.network().bits()).build(),
        copies,
        Optional.of(PipelineTable.FLOOD_BINDINGS.id()),
        PipelineCookie.of(PipelineCookie.Kind.FLOOD));
  }

  static List<Flow> multicast(FactId.Multicast id, List<Action> copies) {
    return Chunks.render(
        PipelineTable.MULTICAST.id(),
        Match.builder().metadata(id.network().bits()).ethDst(id.group().bits()).build(),
        copies,
        Optional.of(PipelineTable.FLOOD_BINDINGS.id()),
        PipelineCookie.of(PipelineCookie.Kind.MULTICAST));
  }

  /**
   * The choices of a fast-failover group that the replication needs, in order; empty if it needs
   * none: every destination gets a copy, or there is at most one.
   */
  static List<Group.Choice> choices(Replication replication, PortNumbers numbers) {
    List<Group.Choice> choices = new ArrayList<>();
    for (Destination to : replication.to()) {
      numbers
          .tunnel(to.remote())
          .ifPresent(port -> choices.add(new Group.Choice(port, send(to, port))));
    }
    boolean choose = replication.mode() == ReplicationMode.SERVICE_NODE && choices.size() > 1;
    return choose ? choices : List.of();
  }

  /** Through the group that chooses. */
  static List<Action> through(GroupId group) {
    return List.of(new Action.ToGroup(group));
  }

  /** A copy for every destination that has a port. */
  static List<Action> toAll(Replication replication, PortNumbers numbers) {
    List<Action> actions = new ArrayList<>();
    int vni = 0;
    for (Destination to : replication.to()) {
      Optional<Ofport> port = numbers.tunnel(to.remote());
      if (port.isPresent()) {
        List<Action> send = send(to, port.get());
        actions.addAll(to.vni().value() == vni ? send.subList(1, send.size()) : send);
        vni = to.vni().value();
      }
    }
    return actions;
  }

  private static List<Action> send(Destination to, Ofport port) {
    return List.of(Action.SetField.of(Field.TUNNEL_ID, to.vni().value()), Action.Output.to(port));
  }
}
