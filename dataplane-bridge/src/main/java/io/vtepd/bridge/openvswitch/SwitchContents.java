package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.RequestBody.FlowDump;
import io.vtepd.bridge.openflow.message.RequestBody.GroupDump;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a switch has, beside what it shall have.
 *
 * @param flowCount flows of ours that it has
 */
record SwitchContents(int flowCount, FlowAudit audit) {

  /** Reads our flows and all groups, and compares them as they come. */
  static CompletableFuture<SwitchContents> read(OpenFlowChannel channel, Pipeline pipeline) {
    FlowReading reading = new FlowReading(pipeline);
    CompletableFuture<List<Group>> groups = channel.dumpGroups(GroupDump.ALL);
    return channel
        .visitFlows(
            FlowDump.of(TableId.ALL, PipelineCookie.OURS),
            stats -> reading.add(stats.flow(), stats.durationNs()))
        .thenCombine(
            groups, (read, all) -> new SwitchContents(reading.flowCount(), reading.finish(all)));
  }
}
