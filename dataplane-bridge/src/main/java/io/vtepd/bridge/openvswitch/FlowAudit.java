package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAddress;
import io.vtepd.bridge.openvswitch.pipeline.LearnedFlow;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what a switch has with what it shall have. Pure.
 *
 * @param changes what makes the one of the other, in order; empty if it is so already
 * @param stations what the switch has learned and may keep
 * @param addresses of stations, likewise, in the order of the switch's flows
 */
record FlowAudit(
    List<Change> changes, List<LearnedStations.Seen> stations, List<LearnedAddress> addresses) {

  FlowAudit {
    changes = List.copyOf(changes);
    stations = List.copyOf(stations);
    addresses = List.copyOf(addresses);
  }

  static FlowAudit of(List<Flow> actualFlows, List<Group> actualGroups, Pipeline desired) {
    List<LearnedStations.Seen> stations = new ArrayList<>();
    List<LearnedAddress> addresses = new ArrayList<>();
    List<Change> put = new ArrayList<>();
    List<Change> dropped = new ArrayList<>();
    Set<FlowKey> right = new HashSet<>();
    auditGroups(actualGroups, desired, put, dropped);
    List<Change> changes = new ArrayList<>(put);
    for (Flow flow : actualFlows) {
      if (!PipelineCookie.OURS.matches(flow.cookie())) {
        continue;
      }
      var learned = LearnedFlow.of(flow);
      if (learned.isPresent() && desired.isLearningAt(learned.get().place())) {
        FactId.Binding at = desired.binding(learned.get().tag()).orElseThrow().id();
        stations.add(new LearnedStations.Seen(learned.get(), at));
        continue;
      }
      var address = LearnedAddress.of(flow).filter(desired::isSnoopingAt);
      if (address.isPresent()) {
        addresses.add(address.get());
      } else if (desired.flow(flow.key()).filter(flow::equals).isPresent()) {
        right.add(flow.key());
      } else if (desired.flow(flow.key()).isEmpty()) {
        changes.add(FlowMod.delete(flow));
      }
    }
    for (Flow flow : desired.flows()) {
      if (!right.contains(flow.key())) {
        changes.add(FlowMod.add(flow));
      }
    }
    changes.addAll(dropped);
    return new FlowAudit(changes, stations, addresses);
  }

  private static void auditGroups(
      List<Group> actual, Pipeline desired, List<Change> put, List<Change> dropped) {
    Set<Group> right = new HashSet<>();
    for (Group group : actual) {
      if (!Pipeline.isOurs(group.id())) {
        continue;
      }
      if (desired.group(group.id()).isEmpty()) {
        dropped.add(GroupMod.delete(group.id()));
      } else if (desired.group(group.id()).filter(group::equals).isPresent()) {
        right.add(group);
      }
    }
    for (Group group : desired.groups()) {
      if (!right.contains(group)) {
        put.add(GroupMod.put(group));
      }
    }
  }
}
