package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.feedback.BindingCounts;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openflow.message.FlowStats;
import io.vtepd.bridge.openflow.message.RequestBody.FlowDump;
import io.vtepd.bridge.openvswitch.pipeline.BindingTag;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import io.vtepd.bridge.testbed.OpenFlowDial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the flows of a switch have counted of its bindings, added up as the driver does. */
public final class CountedBindings {

  private final Map<FactId.Binding, BindingTally> tallies = new HashMap<>();

  /** Reads what flows say now. */
  public void read(OpenFlowChannel channel, Pipeline pipeline) throws Exception {
    List<FlowStats> flows =
        OpenFlowDial.get(channel.dumpFlows(FlowDump.of(TableId.ALL, PipelineCookie.COUNTED)));
    for (FlowStats stats : flows) {
      BindingTag.ofCounted(stats.flow().cookie())
          .flatMap(pipeline::binding)
          .ifPresent(it -> tallies.computeIfAbsent(it.id(), any -> new BindingTally()).see(stats));
    }
  }

  /** The binding is gone. */
  public void forget(FactId.Binding binding) {
    tallies.remove(binding);
  }

  /** What bindings have carried that were read at least once. */
  public Map<FactId.Binding, BindingCounts> counts() {
    Map<FactId.Binding, BindingCounts> counts = new HashMap<>();
    tallies.forEach((binding, tally) -> counts.put(binding, tally.counts()));
    return counts;
  }
}
