package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Flows of which each few follow from little: those of a station from its fact and the number of
 * one port, those of a binding from its tag and its logical switch. There may be a million, so none
 * is kept, only what was there of those that were touched.
 *
 * @param <K> what they are of
 */
final class DerivedFlows<K> {

  private final Function<K, List<Flow>> now;
  private final Map<K, List<Flow>> before = new LinkedHashMap<>();

  /**
   * @param now the flows of one that there shall be now
   */
  DerivedFlows(Function<K, List<Flow>> now) {
    this.now = now;
  }

  /** Says that what the flows of this one follow from is about to change. */
  void touch(K key) {
    if (!before.containsKey(key)) {
      before.put(key, now.apply(key));
    }
  }

  /** Says what the switch really has. */
  void correct(K key, List<Flow> actual) {
    before.put(key, actual);
  }

  /** The flows that the switch has been told of. */
  List<Flow> told(K key) {
    return told(key, now);
  }

  /**
   * The same.
   *
   * @param now gives those of the flows that the caller asks for
   */
  List<Flow> told(K key, Function<K, List<Flow>> now) {
    List<Flow> touched = before.get(key);
    return touched == null ? now.apply(key) : touched;
  }

  /** Whether {@link #take} has something to look at. */
  boolean isBehind() {
    return !before.isEmpty();
  }

  /**
   * What to do about those that were touched; they count as told then.
   *
   * @param limit so many at most of which something has to be done; the others are left for the
   *     next time
   */
  void take(int limit, List<Flow> removed, List<Flow> added) {
    Iterator<Map.Entry<K, List<Flow>>> touched = before.entrySet().iterator();
    for (int i = 0; i < limit && touched.hasNext(); ) {
      Map.Entry<K, List<Flow>> entry = touched.next();
      List<Flow> old = entry.getValue();
      List<Flow> wanted = now.apply(entry.getKey());
      if (!old.equals(wanted)) {
        i++;
        old.stream().filter(flow -> !hasKey(wanted, flow.key())).forEach(removed::add);
        wanted.stream().filter(flow -> !old.contains(flow)).forEach(added::add);
      }
      touched.remove();
    }
  }

  private static boolean hasKey(List<Flow> flows, FlowKey key) {
    return flows.stream().anyMatch(flow -> flow.key().equals(key));
  }

  /** Forgets what was touched: the switch is told otherwise. */
  void clear() {
    before.clear();
  }
}
