package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.AddressChoice;
import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAddress;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAt;
import io.vtepd.vtep.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The addresses that stations said they have, as the switch's flow monitor tells them, and which
 * one of a station counts: {@link AddressChoice}.
 */
final class LearnedAddresses {

  /** The oldest first. */
  private final Map<FactId.Unicast, List<LearnedAddress>> stations = new HashMap<>();

  /** The switch has learned an address that it did not know, or has it from elsewhere now. */
  Optional<BridgeEvent> seen(LearnedAddress address) {
    List<LearnedAddress> known =
        stations.computeIfAbsent(address.station(), any -> new ArrayList<>(1));
    Optional<IpAddress> before = best(known);
    boolean replaced = false;
    for (int i = 0; i < known.size() && !replaced; i++) {
      if (known.get(i).ip().equals(address.ip())) {
        known.set(i, address);
        replaced = true;
      }
    }
    if (!replaced) {
      known.add(address);
    }
    return news(address.station(), before);
  }

  /** The switch has forgotten an address. */
  Optional<BridgeEvent> gone(LearnedAddress address) {
    return remove(address.station(), each -> each.ip().equals(address.ip()));
  }

  /** The switch has forgotten all that was seen at those places. */
  List<BridgeEvent> goneAt(Set<LearnedAt> places) {
    List<BridgeEvent> events = new ArrayList<>();
    if (!places.isEmpty()) {
      for (FactId.Unicast station : Set.copyOf(stations.keySet())) {
        remove(station, address -> places.stream().anyMatch(place -> place.covers(address)))
            .ifPresent(events::add);
      }
    }
    return events;
  }

  /**
   * The switch has these addresses and no others.
   *
   * @param all the oldest first
   */
  List<BridgeEvent> replaceAll(Collection<LearnedAddress> all) {
    Map<FactId.Unicast, Optional<IpAddress>> before = new HashMap<>();
    stations.forEach((station, known) -> before.put(station, best(known)));
    stations.clear();
    for (LearnedAddress address : all) {
      stations.computeIfAbsent(address.station(), any -> new ArrayList<>(1)).add(address);
      before.putIfAbsent(address.station(), Optional.empty());
    }
    List<BridgeEvent> events = new ArrayList<>();
    before.forEach((station, old) -> news(station, old).ifPresent(events::add));
    return events;
  }

  private Optional<BridgeEvent> remove(
      FactId.Unicast station, Predicate<LearnedAddress> condition) {
    List<LearnedAddress> known = stations.getOrDefault(station, new ArrayList<>());
    Optional<IpAddress> before = best(known);
    known.removeIf(condition);
    if (known.isEmpty()) {
      stations.remove(station);
    }
    return news(station, before);
  }

  private Optional<BridgeEvent> news(FactId.Unicast station, Optional<IpAddress> before) {
    Optional<IpAddress> now = best(stations.getOrDefault(station, List.of()));
    return now.equals(before)
        ? Optional.empty()
        : Optional.of(new BridgeEvent.AddressChanged(station, now));
  }

  private static Optional<IpAddress> best(List<LearnedAddress> known) {
    return AddressChoice.best(known.stream().map(LearnedAddress::ip).toList());
  }
}
