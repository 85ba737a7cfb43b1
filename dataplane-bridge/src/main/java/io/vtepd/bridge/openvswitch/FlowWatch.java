package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the flow monitor of one bridge tells: what the switch has learned, and what somebody else
 * did to flows. Confined to the driver's loop.
 */
final class FlowWatch {

  private static final Logger LOG = LoggerFactory.getLogger(FlowWatch.class);

  private final String bridge;
  private final Pipeline pipeline;
  private final SwitchLearning learning;
  private final Repairs repairs;
  private Forgets forgets = Forgets.NOTHING;

  /**
   * @param bridge as the log names it
   * @param repairs takes what has to be put right
   */
  FlowWatch(String bridge, Pipeline pipeline, SwitchLearning learning, Repairs repairs) {
    this.bridge = bridge;
    this.pipeline = pipeline;
    this.learning = learning;
    this.repairs = repairs;
  }

  /** What is on its way to the switch makes it forget these. */
  void expect(Forgets expected) {
    forgets = expected;
  }

  /** Whether that has yet to happen. */
  boolean isExpecting() {
    return !forgets.equals(Forgets.NOTHING);
  }

  /** What was expected has happened. */
  void tellForgotten() {
    Forgets gone = forgets;
    forgets = Forgets.NOTHING;
    learning.forget(gone);
  }

  /** Others' doings are told in full, our own by a hint. */
  void onUpdate(FlowUpdate update) {
    switch (update) {
      case FlowUpdate.Initial initial -> onPresent(initial.flow());
      case FlowUpdate.Added added -> onPresent(added.flow());
      case FlowUpdate.Modified modified -> onPresent(modified.flow());
      case FlowUpdate.Removed removed -> onRemoved(removed.flow(), removed.reason());
      case FlowUpdate.Abbreviated ignored -> tellForgotten();
      case FlowUpdate.Paused ignored -> LOG.debug("event=flow-monitor-paused bridge={}", bridge);
      case FlowUpdate.Resumed ignored -> LOG.debug("event=flow-monitor-resumed bridge={}", bridge);
    }
  }

  private void onPresent(Flow flow) {
    if (learning.onPresent(flow)) {
      return;
    }
    Optional<Flow> desired = pipeline.flow(flow.key());
    boolean ours = PipelineCookie.OURS.matches(flow.cookie());
    if (!desired.equals(Optional.of(flow)) && (ours || desired.isPresent())) {
      repairs.add(flow.key(), Optional.of(flow));
    }
  }

  private void onRemoved(Flow flow, FlowUpdate.RemovedReason reason) {
    learning.onRemoved(flow);
    if (pipeline.flow(flow.key()).isPresent()) {
      if (reason == FlowUpdate.RemovedReason.GROUP_DELETE) {
        repairs.wantAudit();
      }
      repairs.add(flow.key(), Optional.empty());
    }
  }
}
