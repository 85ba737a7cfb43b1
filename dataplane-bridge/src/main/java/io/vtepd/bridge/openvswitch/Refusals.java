package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.channel.BundleResult.Refusal;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.GroupMod;
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

  private final String bridge;
  private final Map<FlowKey, String> flows = new HashMap<>();
  private final Map<GroupId, String> groups = new HashMap<>();

  Refusals(String bridge) {
    this.bridge = bridge;
  }

  boolean isEmpty() {
    return flows.isEmpty();
  }

  /** The flows that were refused when they were sent last. */
  Set<FlowKey> flows() {
    return Set.copyOf(flows.keySet());
  }

  /** Forgets flows that nobody wants any more. */
  void keepFlows(Predicate<FlowKey> wanted) {
    flows.keySet().removeIf(key -> !wanted.test(key));
  }

  /** Takes what became of changes. */
  void onSent(List<Change> sent, List<Refusal> refusals) {
    Map<Change, String> errors = new HashMap<>();
    refusals.forEach(refusal -> errors.put(refusal.change(), refusal.error().toString()));
    int news = 0;
    for (Change change : sent) {
      Optional<String> now = Optional.ofNullable(errors.get(change));
      Optional<String> before = note(change, now);
      if (now.isPresent() && !now.equals(before) && news++ < LOGGED_AT_ONCE) {
        LOG.warn(
            "event=flow-refused bridge={} error=\"{}\" change=\"{}\"", bridge, now.get(), change);
      }
    }
    if (news > 0) {
      LOG.warn("event=flows-left-out bridge={} new={} all={}", bridge, news, flows.size());
    }
  }

  private Optional<String> note(Change change, Optional<String> error) {
    return switch (change) {
      case FlowMod mod -> note(flows, mod.flow().key(), error);
      case GroupMod mod -> note(groups, mod.group().id(), error);
    };
  }

  private static <K> Optional<String> note(Map<K, String> all, K key, Optional<String> error) {
    return Optional.ofNullable(error.isPresent() ? all.put(key, error.get()) : all.remove(key));
  }
}
