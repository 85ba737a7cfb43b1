package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.channel.BundleResult.Refusal;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import io.vtepd.bridge.openvswitch.pipeline.PipelineTable;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.FaultName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a switch does not take. It is told once, however often it is tried again. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final int LOGGED_AT_ONCE = 10;

  /** For the log. */
  private final String bridge;

  private final DriverCounters counters;

  private final Map<FlowKey, OpenFlowError> flows = new HashMap<>();
  private final Map<GroupId, OpenFlowError> groups = new HashMap<>();

  Refusals(String bridge, DriverCounters counters) {
    this.bridge = LogValue.of(bridge);
    this.counters = counters;
  }

  boolean isEmpty() {
    return flows.isEmpty() && groups.isEmpty();
  }

  /** Whether groups were refused when they were sent last. */
  boolean hasGroups() {
    return !groups.isEmpty();
  }

  /** What vtep(5) calls that, with why. */
  Map<String, String> faults() {
    Map<String, String> faults = new HashMap<>();
    flows.forEach((key, error) -> {
      boolean full = error.isTableFull() && key.table().equals(PipelineTable.REMOTE_MACS.id());
      faults.computeIfAbsent(
          full ? FaultName.MAC_TABLE_EXHAUSTION : FaultName.UNSPECIFIED_FAULT,
          first -> "flow in table " + key.table() + ": " + error.summary());
    });
    groups.forEach((id, error) ->
        faults.putIfAbsent(FaultName.UNSPECIFIED_FAULT, "group " + id + ": " + error.summary()));
    return faults;
  }

  /** The flows that were refused when they were sent last. */
  Set<FlowKey> flows() {
    return Set.copyOf(flows.keySet());
  }

  /** Forgets flows that nobody wants any more. */
  void keepFlows(Predicate<FlowKey> wanted) {
    flows.keySet().removeIf(key -> !wanted.test(key));
  }

  /** Forgets groups that nobody wants any more. */
  void keepGroups(Predicate<GroupId> wanted) {
    groups.keySet().removeIf(id -> !wanted.test(id));
  }

  /** Forgets groups that those changes, which put all groups right, are not about. */
  void keepGroupsOf(List<Change> repair) {
    keepGroups(id ->
        repair.stream()
            .anyMatch(change -> change instanceof GroupMod mod && mod.group().id().equals(id)));
  }

  /** Takes what became of changes. */
  void onSent(List<Change> sent, List<Refusal> refusals) {
    if (refusals.isEmpty() && flows.isEmpty() && groups.isEmpty()) {
      return;
    }
    Map<Change, OpenFlowError> errors = new HashMap<>();
    for (Refusal refusal : refusals) {
      errors.put(refusal.change(), refusal.error());
      counters.refused(refusal.error().summary());
    }
    int news = 0;
    for (Change change : sent) {
      Optional<OpenFlowError> now = Optional.ofNullable(errors.get(change));
      Optional<String> before = note(change, now).map(OpenFlowError::summary);
      if (now.isPresent()
          && !now.map(OpenFlowError::summary).equals(before)
          && news++ < LOGGED_AT_ONCE) {
        LOG.warn(
            "event=flow-refused bridge={} error={} change={}",
            bridge,
            LogValue.of(now.get().toString()),
            LogValue.of(change.toString()));
      }
    }
    if (news > 0) {
      LOG.warn(
          "event=flows-left-out bridge={} new={} all={}",
          bridge,
          news,
          flows.size() + groups.size());
    }
  }

  /** Counts what puts others' doings right: all but what was refused and is tried again. */
  void countRepairs(List<Change> repairs) {
    for (Change change : repairs) {
      switch (change) {
        case FlowMod mod when !flows.containsKey(mod.flow().key()) ->
            counters.repaired(DriverCounters.Repaired.FLOWS);
        case GroupMod mod when !groups.containsKey(mod.group().id()) ->
            counters.repaired(DriverCounters.Repaired.GROUPS);
        case FlowMod ignored -> {}
        case GroupMod ignored -> {}
      }
    }
  }

  private Optional<OpenFlowError> note(Change change, Optional<OpenFlowError> error) {
    return switch (change) {
      case FlowMod mod -> note(flows, mod.flow().key(), error);
      case GroupMod mod -> note(groups, mod.group().id(), error);
    };
  }

  private static <K> Optional<OpenFlowError> note(
      Map<K, OpenFlowError> all, K key, Optional<OpenFlowError> error) {
    return Optional.ofNullable(error.isPresent() ? all.put(key, error.get()) : all.remove(key));
  }
}
