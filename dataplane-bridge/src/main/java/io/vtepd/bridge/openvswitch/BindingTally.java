package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.feedback.BindingCounts;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.message.FlowStats;
import io.vtepd.bridge.openvswitch.pipeline.PipelineTable;

/** What the flows of one binding have counted. */
final class BindingTally {

  private final FlowCount untagged = new FlowCount();
  private final FlowCount tagged = new FlowCount();
  private final FlowCount out = new FlowCount();
  private BindingCounts told = BindingCounts.NONE;
  private boolean everTold;

  /** Takes one of the binding's flows that are counted. */
  void see(FlowStats stats) {
    if (stats.flow().table().equals(PipelineTable.EGRESS.id())) {
      out.see(stats);
    } else if (stats.flow().match().exact(Field.VLAN_VID).filter(tag -> tag == 0).isPresent()) {
      untagged.see(stats);
    } else {
      tagged.see(stats);
    }
  }

  BindingCounts counts() {
    return new BindingCounts(
        untagged.packets() + tagged.packets(),
        untagged.bytes() + tagged.bytes(),
        out.packets(),
        out.bytes());
  }

  /** Whether there is something new to tell, which counts as told then. */
  boolean takeNews() {
    BindingCounts now = counts();
    boolean news = !everTold || !now.equals(told);
    told = now;
    everTold = true;
    return news;
  }
}
