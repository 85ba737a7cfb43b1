package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.desired.Problem;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What is known of one switch: what it shall do, and what it was seen to do. No I/O. */
final class Measured {

  private final Map<NetworkKey, Uuid> networks = new HashMap<>();

  /** What was learned where. A station may outlive its network by a moment. */
  private final Map<NetworkKey, Map<MacAddress, FactId.Binding>> stations = new HashMap<>();

  private final Map<FactId.Unicast, IpAddress> addresses = new HashMap<>();
  private final Map<Ipv4Address, Fact.Tunnel> tunnels = new TreeMap<>();
  private final Map<Ipv4Address, Map<String, String>> bfd = new HashMap<>();
  private final TunnelStates tunnelStates = new TunnelStates();
  private final Set<String> ports = new TreeSet<>();
  private final Map<FactId.Binding, BindingCounts> counts = new HashMap<>();

  /** What the database says more than was measured since the start: by an earlier process. */
  private final Map<FactId.Binding, BindingCounts> earlierCounts = new HashMap<>();

  private final Set<Problem> problems = new HashSet<>();
  private SwitchFaults faults = SwitchFaults.NONE;
  private boolean settled;

  /** What the change of the desired model touches, for {@link Dirty}. */
  void apply(SwitchChange change, Dirty dirty) {
    problems.removeAll(change.solved());
    problems.addAll(change.appeared());
    if (!change.solved().isEmpty() || !change.appeared().isEmpty()) {
      dirty.faults(change.name());
    }
    for (FactChange fact : change.facts()) {
      switch (fact.id()) {
        case FactId.Network id -> applyNetwork(id.network(), fact, dirty);
        case FactId.Tunnel id -> {
          tunnels.remove(id.remote());
          fact.after()
              .ifPresentOrElse(
                  now -> tunnels.put(id.remote(), (Fact.Tunnel) now),
                  () -> {
                    bfd.remove(id.remote());
                    tunnelStates.forget(id.remote());
                  });
          dirty.tunnels(change.name());
        }
        case FactId.Binding id -> {
          dirty.counts(new CountedBinding(change.name(), id));
          if (fact.after().isEmpty()) {
            counts.remove(id);
            earlierCounts.remove(id);
          }
        }
        case FactId.Ingress ignored -> {}
        case FactId.Unicast ignored -> {}
        case FactId.Flood ignored -> {}
        case FactId.Multicast ignored -> {}
      }
    }
  }

  private void applyNetwork(NetworkKey key, FactChange change, Dirty dirty) {
    change.before().map(Fact.Network.class::cast).ifPresent(old -> dirty.network(old.row()));
    if (change.after().isEmpty()) {
      // Other switches may go on having it: then its rows are not all deleted.
      touchStations(key, dirty);
    }
    networks.remove(key);
    change
        .after()
        .map(Fact.Network.class::cast)
        .ifPresent(now -> {
          networks.put(key, now.row());
          dirty.network(now.row());
        });
  }

  void onEvent(String name, BridgeEvent event, Dirty dirty, long nowMs) {
    switch (event) {
      case BridgeEvent.PortAppeared appeared -> {
        ports.add(appeared.port());
        dirty.ports(name);
        dirty.faults(name);
      }
      case BridgeEvent.PortVanished vanished -> {
        ports.remove(vanished.port());
        dirty.ports(name);
        dirty.faults(name);
      }
      case BridgeEvent.MacLearned learned -> {
        put(learned.station(), learned.at());
        touch(learned.station(), dirty);
      }
      case BridgeEvent.MacMoved moved -> put(moved.station(), moved.to());
      case BridgeEvent.MacForgotten forgotten -> {
        remove(forgotten.station());
        touch(forgotten.station(), dirty);
      }
      case BridgeEvent.AddressChanged changed -> {
        changed
            .ip()
            .ifPresentOrElse(
                ip -> addresses.put(changed.station(), ip),
                () -> addresses.remove(changed.station()));
        touch(changed.station(), dirty);
      }
      case BridgeEvent.TunnelUp up -> {
        if (tunnels.containsKey(up.remote())) {
          tunnelStates.onUp(name, up.remote(), nowMs);
        }
        dirty.tunnels(name);
      }
      case BridgeEvent.TunnelDown down -> {
        if (tunnels.containsKey(down.remote())) {
          tunnelStates.onDown(name, down.remote(), down.reason(), nowMs);
        }
        dirty.tunnels(name);
      }
    }
  }

  /** The stations that were learned here, of networks that are still there. */
  List<LearnedStation> learned(String name, Predicate<LearnedStation> wanted) {
    List<LearnedStation> all = new ArrayList<>();
    stations.forEach((key, there) ->
        Optional.ofNullable(networks.get(key))
            .ifPresent(row ->
                there.forEach((mac, at) -> {
                  LearnedStation each = new LearnedStation(name, row, mac, at);
                  if (wanted.test(each)) {
                    all.add(each);
                  }
                })));
    return all;
  }

  List<TunnelStanding> tunnelStandings(String name, long nowMs) {
    return tunnelStates.standings(name, nowMs);
  }

  private void put(FactId.Unicast station, FactId.Binding at) {
    stations.computeIfAbsent(station.network(), any -> new HashMap<>()).put(station.mac(), at);
  }

  private void remove(FactId.Unicast station) {
    stations.computeIfPresent(
        station.network(),
        (same, there) -> {
          there.remove(station.mac());
          return there.isEmpty() ? null : there;
        });
  }

  private void touch(FactId.Unicast station, Dirty dirty) {
    Optional.ofNullable(networks.get(station.network()))
        .ifPresent(row -> dirty.station(new Station(row, station.mac())));
  }

  private void touchStations(NetworkKey key, Dirty dirty) {
    for (MacAddress mac : stations.getOrDefault(key, Map.of()).keySet()) {
      touch(new FactId.Unicast(key, mac), dirty);
    }
  }

  /** Marks every station that was learned here. */
  void touchStations(Dirty dirty) {
    stations.keySet().forEach(key -> touchStations(key, dirty));
  }

  void setCounts(Map<FactId.Binding, BindingCounts> changed) {
    counts.putAll(changed);
  }

  /** Whether it is known what the binding has carried since the start. */
  boolean isCounted(FactId.Binding id) {
    return counts.containsKey(id);
  }

  /**
   * What the binding has carried in all; empty while nothing was measured.
   *
   * @param written what the database says
   */
  Optional<BindingCounts> counts(FactId.Binding id, Optional<BindingCounts> written) {
    return Optional.ofNullable(counts.get(id))
        .map(now -> {
          written.ifPresent(it -> earlierCounts.putIfAbsent(id, it.excessOver(now)));
          return now.plus(earlierCounts.computeIfAbsent(id, any -> BindingCounts.NONE));
        });
  }

  /** Marks the statistics of all bindings. */
  void touchCounts(String name, Dirty dirty) {
    counts.keySet().forEach(id -> dirty.counts(new CountedBinding(name, id)));
  }

  void setFaults(SwitchFaults now) {
    faults = now;
  }

  void settle() {
    settled = true;
  }

  /** Whether what was not seen is not there. */
  boolean isSettled() {
    return settled;
  }

  boolean hasLearned(Station station) {
    NetworkKey key = NetworkKey.of(station.logicalSwitch());
    return station.logicalSwitch().equals(networks.get(key))
        && stations.getOrDefault(key, Map.of()).containsKey(station.mac());
  }

  /** The address that a station said it has. */
  Optional<IpAddress> address(Station station) {
    NetworkKey key = NetworkKey.of(station.logicalSwitch());
    return Optional.ofNullable(addresses.get(new FactId.Unicast(key, station.mac())));
  }

  boolean hasNetwork(Uuid logicalSwitch) {
    return logicalSwitch.equals(networks.get(NetworkKey.of(logicalSwitch)));
  }

  Set<Uuid> logicalSwitches() {
    return Set.copyOf(networks.values());
  }

  Set<String> ports() {
    return ports;
  }

  Map<Ipv4Address, Fact.Tunnel> tunnels() {
    return tunnels;
  }

  void setBfdStatus(Ipv4Address remote, Map<String, String> status) {
    bfd.put(remote, Map.copyOf(status));
  }

  /** Empty while it is not known; an empty map while no BFD runs. */
  Optional<Map<String, String>> bfdStatus(Ipv4Address remote) {
    return Optional.ofNullable(bfd.get(remote));
  }

  SwitchFaults faults() {
    return faults;
  }

  Set<Problem> problems() {
    return problems;
  }
}
