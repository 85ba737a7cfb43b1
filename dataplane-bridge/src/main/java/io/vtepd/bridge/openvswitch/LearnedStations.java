package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.BridgeEvent.MacForgotten.Reason;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAt;
import io.vtepd.bridge.openvswitch.pipeline.LearnedFlow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stations that the switch has learned, as its flow monitor tells it. Turns what the switch
 * says into events that are never told twice.
 */
final class LearnedStations {

  /** A station's flow, and the binding that its tag stood for. */
  record Seen(LearnedFlow flow, FactId.Binding at) {}

  private final Map<FactId.Unicast, Seen> stations = new HashMap<>();
  private final StationCounts counts;

  /**
   * @param limit most stations of a binding; 0 for any number
   */
  LearnedStations(int limit) {
    this.counts = new StationCounts(limit);
  }

  /** The bindings where the switch learns no more. */
  Set<FactId.Binding> full() {
    return counts.full();
  }

  boolean contains(FactId.Unicast station) {
    return stations.containsKey(station);
  }

  /** The switch has learned a station, or moved it. */
  Optional<BridgeEvent> learned(Seen seen) {
    FactId.Unicast station = seen.flow().station();
    Seen before = stations.put(station, seen);
    if (before == null) {
      counts.add(seen.at());
      return Optional.of(new BridgeEvent.MacLearned(station, seen.at()));
    }
    if (before.at().equals(seen.at())) {
      return Optional.empty();
    }
    counts.remove(before.at());
    counts.add(seen.at());
    return Optional.of(new BridgeEvent.MacMoved(station, before.at(), seen.at()));
  }

  /** The switch has forgotten a station. */
  Optional<BridgeEvent> forgotten(FactId.Unicast station, Reason why) {
    Optional<Seen> gone = Optional.ofNullable(stations.remove(station));
    gone.map(Seen::at).ifPresent(counts::remove);
    return gone.map(seen -> new BridgeEvent.MacForgotten(station, seen.at(), why));
  }

  /** The switch has forgotten all that was learned at those places. */
  List<BridgeEvent> forgottenAt(Set<LearnedAt> places) {
    if (places.isEmpty()) {
      return List.of();
    }
    List<FactId.Unicast> gone =
        stations.values().stream()
            .map(Seen::flow)
            .filter(flow -> places.contains(flow.place()))
            .map(LearnedFlow::station)
            .toList();
    List<BridgeEvent> events = new ArrayList<>();
    gone.forEach(station -> forgotten(station, Reason.UNBOUND).ifPresent(events::add));
    return events;
  }

  /** The switch has these stations and no others. */
  List<BridgeEvent> replaceAll(Collection<Seen> all) {
    Map<FactId.Unicast, Seen> now = new HashMap<>();
    all.forEach(seen -> now.put(seen.flow().station(), seen));
    List<BridgeEvent> events = new ArrayList<>();
    for (FactId.Unicast station : Set.copyOf(stations.keySet())) {
      if (!now.containsKey(station)) {
        forgotten(station, Reason.AGED).ifPresent(events::add);
      }
    }
    now.values().forEach(seen -> learned(seen).ifPresent(events::add));
    return events;
  }
}
