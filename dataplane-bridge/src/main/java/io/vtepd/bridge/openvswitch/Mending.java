package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.channel.BundleResult.Refusal;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.RequestBody.GroupDump;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what others did to a switch's flows and groups, and tries again what the switch
 * refused. On the driver's loop.
 */
final class Mending {

  private static final Logger LOG = LoggerFactory.getLogger(Mending.class);
  private static final long REFUSED_RETRY_MS = 5_000;

  /** The way to the switch. */
  interface Way {

    /** Whether the switch is followed. */
    boolean isOpen();

    /** Takes the way, if nothing else is on it. */
    Optional<OpenFlowChannel> take();

    /** Sends that, and leaves the way when it is confirmed. */
    void send(List<Change> changes, OpenFlowChannel channel);

    /** Leaves the way, with nothing to send. */
    void leave();

    /** Leaves the way in a while: an answer did not come. */
    void fail(OpenFlowChannel channel, Throwable failure);

    /** Whether the way still leads there. */
    boolean isOn(OpenFlowChannel channel);
  }

  private final String bridge;
  private final DriverContext context;
  private final Pipeline pipeline;
  private final Repairs repairs;
  private final Refusals refusals;
  private final Way way;
  private boolean repairScheduled;
  private boolean retryScheduled;

  /**
   * @param bridge as the log names it
   */
  Mending(
      String bridge,
      DriverContext context,
      Pipeline pipeline,
      Repairs repairs,
      Refusals refusals,
      Way way) {
    this.bridge = bridge;
    this.context = context;
    this.pipeline = pipeline;
    this.repairs = repairs;
    this.refusals = refusals;
    this.way = way;
  }

  /** The switch has answered. */
  void onSent(List<Change> sent, List<Refusal> refused) {
    refusals.onSent(sent, refused);
    if (!retryScheduled && !refusals.isEmpty()) {
      retryScheduled = true;
      context.later(this::retryRefused, REFUSED_RETRY_MS);
    }
  }

  private void retryRefused() {
    retryScheduled = false;
    refusals.flows().forEach(key -> repairs.add(key, Optional.empty()));
    if (refusals.hasGroups()) {
      repairs.doubtGroups();
    }
    schedule();
  }

  /** Puts right before long what is in {@link Repairs}. */
  void schedule() {
    if (!repairScheduled && !repairs.isEmpty()) {
      repairScheduled = true;
      context.later(this::repair, repairs.delayMs(nowMs()));
    }
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(context.nowNs());
  }

  private void repair() {
    repairScheduled = false;
    if (!way.isOpen()) {
      return;
    }
    way.take().ifPresentOrElse(this::repair, this::schedule);
  }

  private void repair(OpenFlowChannel channel) {
    if (repairs.isOverfull()) {
      repairs.wantAudit();
    }
    if (repairs.isAuditWanted() || !repairs.areGroupsInDoubt()) {
      repairWith(List.of(), channel);
      return;
    }
    channel
        .dumpGroups(GroupDump.ALL)
        .whenComplete((groups, failure) -> {
          if (!way.isOn(channel)) {
            return;
          }
          if (failure == null) {
            List<Change> first = FlowAudit.ofGroups(groups, pipeline);
            refusals.keepGroupsOf(first);
            repairWith(first, channel);
          } else {
            way.fail(channel, failure);
          }
        });
  }

  private void repairWith(List<Change> first, OpenFlowChannel channel) {
    List<Change> changes = new ArrayList<>(first);
    changes.addAll(repairs.take(pipeline, nowMs()));
    if (repairs.isAuditWanted() || changes.isEmpty()) {
      way.leave();
    } else {
      LOG.info("event=flows-repaired bridge={} count={}", bridge, changes.size());
      refusals.countRepairs(changes);
      way.send(changes, channel);
    }
  }
}
