package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Flows that somebody else changed and that have to be put right. Whoever keeps changing them back
 * makes us slower, not busier.
 */
final class Repairs {

  private static final long FIRST_DELAY_MS = 20;
  private static final long LAST_DELAY_MS = 5_000;
  private static final long CALM_MS = 30_000;

  /** More than that, and reading everything anew is cheaper. */
  private static final int LIMIT = 10_000;

  private final Map<FlowKey, Optional<Flow>> broken = new LinkedHashMap<>();
  private boolean groupsInDoubt;
  private boolean auditWanted;
  private long delayMs = FIRST_DELAY_MS;
  private long lastTakenMs = -CALM_MS;

  /**
   * @param actual what is there now; empty if nothing is
   */
  void add(FlowKey key, Optional<Flow> actual) {
    if (!isOverfull()) {
      broken.put(key, actual);
    }
  }

  /** Somebody has changed groups; which ones, only the switch knows. */
  void doubtGroups() {
    groupsInDoubt = true;
  }

  /** Whether the groups have to be read before the next repair. */
  boolean areGroupsInDoubt() {
    return groupsInDoubt;
  }

  boolean isEmpty() {
    return broken.isEmpty() && !groupsInDoubt;
  }

  boolean isOverfull() {
    return broken.size() > LIMIT;
  }

  /** Nobody knows any more what the switch has. */
  void wantAudit() {
    auditWanted = true;
  }

  /** Whether everything has to be read anew. */
  boolean isAuditWanted() {
    return auditWanted;
  }

  /** Everything is about to be read. */
  void onReading() {
    auditWanted = false;
    clear();
  }

  private void clear() {
    broken.clear();
    groupsInDoubt = false;
  }

  /**
   * There is another connection, to a bridge that may have been made anew: Open vSwitch itself
   * drops flows that it got before it has come to the bridge's settings, and nobody is to blame.
   */
  void restart() {
    clear();
    delayMs = FIRST_DELAY_MS;
  }

  /** How long to wait before the next repair. */
  long delayMs(long nowMs) {
    if (nowMs - lastTakenMs >= CALM_MS) {
      delayMs = FIRST_DELAY_MS;
    }
    return delayMs;
  }

  /** What puts everything right. */
  List<Change> take(Pipeline desired, long nowMs) {
    List<Change> changes = new ArrayList<>();
    // Who removes flows may have removed groups, too, and the switch tells only of flows.
    Set<Group> groups = new LinkedHashSet<>();
    broken.forEach((key, actual) -> {
      Optional<Flow> wanted = desired.flow(key);
      if (wanted.isPresent()) {
        groups.addAll(desired.groupsOf(wanted.get()));
        changes.add(FlowMod.add(wanted.get()));
      } else {
        actual.ifPresent(flow -> changes.add(FlowMod.delete(flow)));
      }
    });
    changes.addAll(0, groups.stream().map(GroupMod::put).toList());
    clear();
    lastTakenMs = nowMs;
    delayMs = Math.min(delayMs * 2, LAST_DELAY_MS);
    return changes;
  }
}
