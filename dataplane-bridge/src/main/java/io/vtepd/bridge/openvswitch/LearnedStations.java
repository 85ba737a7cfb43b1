package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.FactId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stations that the switch has learned, as its flow monitor tells it, and what became of those
 * that went. Turns what the switch says into events that are never told twice.
 */
final class LearnedStations {

  private final Map<FactId.Unicast, FactId.Binding> stations = new HashMap<>();
  private final Map<FactId.Unicast, BridgeEvent.MacForgotten.Reason> reasons = new HashMap<>();

  boolean contains(FactId.Unicast station) {
    return stations.containsKey(station);
  }

  int size() {
    return stations.size();
  }

  /** Says why a station will be forgotten that we are about to remove. */
  void expect(FactId.Unicast station, BridgeEvent.MacForgotten.Reason reason) {
    reasons.put(station, reason);
  }

  /** The switch has learned a station, or moved it. */
  Optional<BridgeEvent> learned(FactId.Unicast station, FactId.Binding at) {
    FactId.Binding before = stations.put(station, at);
    if (before == null) {
      return Optional.of(new BridgeEvent.MacLearned(station, at));
    }
    return before.equals(at)
        ? Optional.empty()
        : Optional.of(new BridgeEvent.MacMoved(station, before, at));
  }

  /**
   * The switch has forgotten a station.
   *
   * @param why the reason if nobody said another one
   */
  Optional<BridgeEvent> forgotten(
      FactId.Unicast station, BridgeEvent.MacForgotten.Reason why) {
    BridgeEvent.MacForgotten.Reason said = reasons.remove(station);
    FactId.Binding at = stations.remove(station);
    return at == null
        ? Optional.empty()
        : Optional.of(new BridgeEvent.MacForgotten(station, at, said == null ? why : said));
  }

  /** The switch has these stations and no others. */
  List<BridgeEvent> replaceAll(Map<FactId.Unicast, FactId.Binding> all) {
    List<BridgeEvent> events = new ArrayList<>();
    for (FactId.Unicast station : Set.copyOf(stations.keySet())) {
      if (!all.containsKey(station)) {
        forgotten(station, BridgeEvent.MacForgotten.Reason.AGED).ifPresent(events::add);
      }
    }
    reasons.clear();
    all.forEach((station, at) -> learned(station, at).ifPresent(events::add));
    return events;
  }
}
