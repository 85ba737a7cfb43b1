package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.GroupMod;
import java.util.ArrayList;
import java.util.List;

/**
 * What to do to a switch.
 *
 * @param unlearned where nothing is learned any more: what was learned there has to go
 */
public record PipelineChange(
    List<Group> putGroups,
    List<Flow> removed,
    List<Flow> added,
    List<LearnedAt> unlearned,
    List<GroupId> removedGroups) {

  public PipelineChange {
    putGroups = List.copyOf(putGroups);
    removed = List.copyOf(removed);
    added = List.copyOf(added);
    unlearned = List.copyOf(unlearned);
    removedGroups = List.copyOf(removedGroups);
  }

  public boolean isEmpty() {
    return putGroups.isEmpty()
        && removed.isEmpty()
        && added.isEmpty()
        && unlearned.isEmpty()
        && removedGroups.isEmpty();
  }

  /** As messages, in an order in which no flow ever names a group that is not there. */
  public List<Change> messages() {
    List<Change> messages = new ArrayList<>();
    putGroups.forEach(group -> messages.add(GroupMod.put(group)));
    removed.forEach(flow -> messages.add(FlowMod.delete(flow)));
    added.forEach(flow -> messages.add(FlowMod.add(flow)));
    unlearned.forEach(place -> messages.add(place.forget()));
    unlearned.forEach(place -> messages.add(place.forgetAddresses()));
    removedGroups.forEach(id -> messages.add(GroupMod.delete(id)));
    return messages;
  }
}
