package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.BridgeEvent.MacForgotten;
import io.vtepd.bridge.desired.BridgeEvent.MacLearned;
import io.vtepd.bridge.desired.BridgeEvent.MacMoved;
import io.vtepd.bridge.desired.FactId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which stations sent frames into which bindings. A frame from a binding always moves its station
 * there: it is the newest fact.
 */
final class LearnedStations {

  private record Seen(FactId.Binding at, long lastMs) {}

  private final MemorySettings settings;
  private final Consumer<BridgeEvent> events;

  /** The station that was silent for the longest time comes first. */
  private final LinkedHashMap<FactId.Unicast, Seen> stations = new LinkedHashMap<>();

  private final Map<FactId.Binding, Set<FactId.Unicast>> byBinding = new HashMap<>();

  LearnedStations(MemorySettings settings, Consumer<BridgeEvent> events) {
    this.settings = settings;
    this.events = events;
  }

  /** A station sent a frame into a binding. */
  void learn(FactId.Unicast station, FactId.Binding at, long nowMs) {
    Seen before = stations.get(station);
    boolean stays = before != null && before.at().equals(at);
    Set<FactId.Unicast> there = byBinding.getOrDefault(at, Set.of());
    if (!stays && there.size() >= settings.macsPerBinding()) {
      return;
    }
    if (before == null) {
      events.accept(new MacLearned(station, at));
    } else {
      drop(station);
      if (!stays) {
        events.accept(new MacMoved(station, before.at(), at));
      }
    }
    stations.put(station, new Seen(at, nowMs));
    byBinding.computeIfAbsent(at, same -> new HashSet<>()).add(station);
  }

  /** The binding that the station was last seen at. */
  Optional<FactId.Binding> find(FactId.Unicast station) {
    return Optional.ofNullable(stations.get(station)).map(Seen::at);
  }

  /** Forgets who was silent for too long. */
  void age(long nowMs) {
    while (!stations.isEmpty()) {
      Map.Entry<FactId.Unicast, Seen> oldest = stations.firstEntry();
      if (nowMs - oldest.getValue().lastMs() < settings.macAgeMs()) {
        return;
      }
      forget(oldest.getKey(), MacForgotten.Reason.AGED);
    }
  }

  /** Forgets a station, if it is known. */
  void forget(FactId.Unicast station, MacForgotten.Reason why) {
    find(station)
        .ifPresent(at -> {
          drop(station);
          events.accept(new MacForgotten(station, at, why));
        });
  }

  /** Forgets all stations of a binding. */
  void forgetAt(FactId.Binding binding) {
    for (FactId.Unicast station : List.copyOf(byBinding.getOrDefault(binding, Set.of()))) {
      forget(station, MacForgotten.Reason.UNBOUND);
    }
  }

  /** Forgets all stations of a port. */
  void forgetAtPort(String port) {
    List<FactId.Binding> there =
        byBinding.keySet().stream().filter(binding -> binding.port().equals(port)).toList();
    there.forEach(this::forgetAt);
  }

  private void drop(FactId.Unicast station) {
    FactId.Binding at = stations.remove(station).at();
    Set<FactId.Unicast> there = byBinding.get(at);
    there.remove(station);
    if (there.isEmpty()) {
      byBinding.remove(at);
    }
  }

  Map<FactId.Unicast, FactId.Binding> all() {
    Map<FactId.Unicast, FactId.Binding> all = new LinkedHashMap<>();
    stations.forEach((station, seen) -> all.put(station, seen.at()));
    return all;
  }

  int size() {
    return stations.size();
  }
}
