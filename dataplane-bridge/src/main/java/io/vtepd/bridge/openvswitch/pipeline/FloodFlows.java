package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.Destination;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.desired.Replication;
import io.vtepd.bridge.openflow.Cookie;
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

/**
 * The flows that make copies: for the underlay and for bindings.
 *
 * <p>Those for bindings are made first. What comes after an output to a tunnel port Open vSwitch
 * 3.1 counts with the tunnel's 50 bytes, for frames that its data path knows already.
 */
final class FloodFlows {

  private FloodFlows() {}

  /** A copy for each binding; the one that the frame came from drops it in {@code EGRESS}. */
  static List<Flow> bindings(NetworkKey network, Collection<BindingTag> tags, Groups groups) {
    List<List<Action>> copies = new ArrayList<>();
    for (BindingTag tag : tags) {
      copies.add(
          List.of(
              Action.CloneActions.of(
                  Action.SetField.of(Field.REG2, tag.bits()),
                  Action.Resubmit.to(PipelineTable.EGRESS_ACL.id()))));
    }
    Match match = Match.builder().metadata(network.bits()).build();
    Cookie cookie = PipelineCookie.of(PipelineCookie.Kind.FLOOD);
    return new Chunks(groups, PipelineTable.FLOOD_BINDINGS, match, cookie)
        .render(copies, Optional.empty());
  }

  static List<Flow> flood(Fact.Flood fact, PortNumbers numbers, Groups groups) {
    Match match = Match.builder().metadata(fact.id().network().bits()).build();
    Cookie cookie = PipelineCookie.of(PipelineCookie.Kind.FLOOD);
    return new Chunks(groups, PipelineTable.FLOOD_LOCAL, match, cookie)
        .render(
            copies(fact.replication(), numbers, groups), Optional.of(PipelineTable.FLOOD_BINDINGS));
  }

  static List<Flow> multicast(Fact.Multicast fact, PortNumbers numbers, Groups groups) {
    FactId.Multicast id = fact.id();
    Match match = Match.builder().metadata(id.network().bits()).ethDst(id.group().bits()).build();
    Cookie cookie = PipelineCookie.of(PipelineCookie.Kind.MULTICAST);
    return new Chunks(groups, PipelineTable.MULTICAST, match, cookie)
        .render(
            copies(fact.replication(), numbers, groups), Optional.of(PipelineTable.FLOOD_BINDINGS));
  }

  /**
   * A copy for every destination that has a port, or through a group that chooses one of several.
   */
  private static List<List<Action>> copies(
      Replication replication, PortNumbers numbers, Groups groups) {
    List<Group.Choice> choices = new ArrayList<>();
    for (Destination to : replication.to()) {
      numbers
          .tunnel(to.remote())
          .ifPresent(port -> choices.add(new Group.Choice(port, send(to, port))));
    }
    if (replication.mode() == ReplicationMode.SERVICE_NODE && choices.size() > 1) {
      GroupId group = groups.get(id -> Group.fastFailover(id, choices));
      return List.of(List.of(new Action.ToGroup(group)));
    }
    return choices.stream().map(Group.Choice::actions).toList();
  }

  private static List<Action> send(Destination to, Ofport port) {
    return List.of(Action.SetField.of(Field.TUNNEL_ID, to.vni().value()), Action.Output.to(port));
  }
}
