package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.RequestBody.FlowDump;
import io.vtepd.bridge.openflow.message.RequestBody.GroupDump;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How much of what a switch has is ours. */
record OurShare(int flowCount, List<GroupId> groups) {

  OurShare {
    groups = List.copyOf(groups);
  }

  /** Asks the switch. */
  static CompletableFuture<OurShare> of(OpenFlowChannel channel) {
    CompletableFuture<List<Group>> groups = channel.dumpGroups(GroupDump.ALL);
    return channel
        .countFlows(FlowDump.of(TableId.ALL, PipelineCookie.OURS))
        .thenCombine(
            groups,
            (flows, all) ->
                new OurShare(flows, all.stream().map(Group::id).filter(Pipeline::isOurs).toList()));
  }

  boolean isEmpty() {
    return flowCount == 0 && groups.isEmpty();
  }
}
