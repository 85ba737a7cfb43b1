package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAddress;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what a switch has with what it shall have. Pure.
 *
 * @param changes what makes the one of the other, in order, but for the flows of stations behind
 *     tunnels; empty if it is so already
 * @param stations what the switch has learned and may keep
 * @param addresses of stations, likewise, the oldest first
 * @param astray what the switch has of stations behind tunnels whose flows are not as they shall be
 */
record FlowAudit(
    List<Change> changes,
    List<LearnedStations.Seen> stations,
    List<LearnedAddress> addresses,
    Map<FactId.Unicast, Optional<Flow>> astray) {

  FlowAudit {
    changes = List.copyOf(changes);
    stations = List.copyOf(stations);
    addresses = List.copyOf(addresses);
    astray = Collections.unmodifiableMap(astray);
  }

  /**
   * @param actualFlows the oldest first
   */
  static FlowAudit of(List<Flow> actualFlows, List<Group> actualGroups, Pipeline desired) {
    FlowReading reading = new FlowReading(desired);
    long ageNs = actualFlows.size();
    for (Flow flow : actualFlows) {
      reading.add(flow, ageNs--);
    }
    return reading.finish(actualGroups);
  }

  /** How many flows and groups are not as they shall be. */
  int changeCount() {
    return changes.size() + astray.size();
  }

  /** What makes the groups that a switch has those that it shall have. */
  static List<Change> ofGroups(List<Group> actual, Pipeline desired) {
    List<Change> changes = new ArrayList<>();
    List<Change> dropped = new ArrayList<>();
    auditGroups(actual, desired, changes, dropped);
    changes.addAll(dropped);
    return changes;
  }

  static void auditGroups(
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
