package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.vtep.MacAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The flows of stations behind tunnels. There may be a million, and each follows from its fact and
 * the number of one port: so none is kept, only what was there of those that were touched.
 */
final class StationFlows {

  private final Map<FactId.Unicast, Fact.Unicast> facts;
  private final Map<FactId.Unicast, Optional<Flow>> before = new LinkedHashMap<>();

  /**
   * @param facts the stations, kept by the caller
   */
  StationFlows(Map<FactId.Unicast, Fact.Unicast> facts) {
    this.facts = facts;
  }

  /** Says that a station is about to change, or that its port's number is. */
  void touch(FactId.Unicast station, PortNumbers numbers) {
    if (!before.containsKey(station)) {
      before.put(station, now(station, numbers));
    }
  }

  /** Says what the switch really has of a station. */
  void correct(FactId.Unicast station, Optional<Flow> actual) {
    before.put(station, actual);
  }

  private Optional<Flow> now(FactId.Unicast station, PortNumbers numbers) {
    return Optional.ofNullable(facts.get(station)).flatMap(fact -> render(fact, numbers));
  }

  private static Optional<Flow> render(Fact.Unicast fact, PortNumbers numbers) {
    return numbers
        .tunnel(fact.to().remote())
        .map(port -> TunnelFlows.unicast(fact.id(), fact.to(), port));
  }

  /** The station's flow that the switch has been told of. */
  Optional<Flow> told(FactId.Unicast station, PortNumbers numbers) {
    Optional<Flow> touched = before.get(station);
    return touched == null ? now(station, numbers) : touched;
  }

  /**
   * What to do about stations that were touched; they count as told then.
   *
   * @param limit stations at most; the others are left for the next time
   */
  void take(int limit, PortNumbers numbers, List<Flow> removed, List<Flow> added) {
    Iterator<Map.Entry<FactId.Unicast, Optional<Flow>>> touched = before.entrySet().iterator();
    for (int i = 0; i < limit && touched.hasNext(); i++) {
      Map.Entry<FactId.Unicast, Optional<Flow>> entry = touched.next();
      Optional<Flow> now = now(entry.getKey(), numbers);
      if (now.isEmpty()) {
        entry.getValue().ifPresent(removed::add);
      } else if (!now.equals(entry.getValue())) {
        added.add(now.get());
      }
      touched.remove();
    }
  }

  /** Forgets what was touched: the switch is told otherwise. */
  void clear() {
    before.clear();
  }

  /** The station whose flow has that key, if it is one's. */
  static Optional<FactId.Unicast> stationOf(FlowKey key) {
    if (!key.table().equals(PipelineTable.REMOTE_MACS.id())
        || key.priority() != TunnelFlows.UNICAST_PRIORITY
        || key.match().fields().size() != 2
        || !key.match().opaque().isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> network = key.match().exact(Field.METADATA);
    Optional<Long> mac = key.match().exact(Field.ETH_DST);
    return network.isEmpty() || mac.isEmpty()
        ? Optional.empty()
        : Optional.of(new FactId.Unicast(new NetworkKey(network.get()), new MacAddress(mac.get())));
  }
}
