package io.vtepd.daemon.controller;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What every VTEP shall be told, as a function of the networks and of what all VTEPs say. Pure.
 *
 * <p>A station that several claim is where it was seen last. If that is not known, since all claims
 * are older than we are, it is where the VTEPs were told before that it is; and if they were not,
 * the lowest identity decides, so that all are told the same.
 *
 * <p>As long as a switch of a network was not seen since the start, nobody is told to forget what
 * leads to ends of tunnels that are not known: it may be that switch's.
 */
final class Computation {

  private final Networks networks;
  private final Collection<VtepView> views;
  private final Map<Station, VtepView> owners = new HashMap<>();
  private final Set<Ipv4Address> knownEnds;
  private final Set<String> seenSwitches;

  private Computation(Networks networks, Collection<VtepView> views, Ages ages) {
    this.networks = networks;
    this.views = views;
    this.knownEnds =
        views.stream().flatMap(view -> view.tunnelIps().stream()).collect(Collectors.toSet());
    this.seenSwitches =
        views.stream()
            .flatMap(view -> view.switches().keySet().stream())
            .collect(Collectors.toSet());
    decideOwners(ages);
  }

  /** What each VTEP shall be told, by its identity and the network's name. */
  static Map<String, SortedMap<String, DesiredNetwork>> compute(
      Networks networks, Collection<VtepView> views, Ages ages) {
    Computation computation = new Computation(networks, views, ages);
    Map<String, SortedMap<String, DesiredNetwork>> desired = new HashMap<>();
    views.forEach(view -> desired.put(view.identity(), computation.desiredOf(view)));
    return desired;
  }

  private void decideOwners(Ages ages) {
    Map<Station, List<VtepView>> claims = new HashMap<>();
    Map<String, Network> byName =
        networks.networks().stream().collect(Collectors.toMap(Network::name, it -> it));
    for (VtepView view : views) {
      for (Station station : view.local().keySet()) {
        Network network = byName.get(station.network());
        if (network != null && view.takesPart(network)) {
          claims.computeIfAbsent(station, none -> new ArrayList<>()).add(view);
        }
      }
    }
    claims.forEach((station, by) -> owners.put(station, owner(station, by, ages)));
  }

  private VtepView owner(Station station, List<VtepView> claimants, Ages ages) {
    if (claimants.size() == 1) {
      return claimants.getFirst();
    }
    Comparator<VtepView> later =
        Comparator.comparingLong(view -> ages.of(view.identity(), station));
    return claimants.stream()
        .max(
            later
                .thenComparingLong(view -> votes(station, view))
                .thenComparing(VtepView::identity, Comparator.reverseOrder()))
        .orElseThrow();
  }

  /** How many VTEPs were told before that the station is there. */
  private long votes(Station station, VtepView at) {
    Ipv4Address end = at.local().get(station).ip();
    return views.stream()
        .map(view -> view.told().get(station))
        .filter(place -> place != null && place.ip().equals(end))
        .count();
  }

  private SortedMap<String, DesiredNetwork> desiredOf(VtepView view) {
    SortedMap<String, DesiredNetwork> desired = new TreeMap<>();
    for (Network network : networks.networks()) {
      if (view.takesPart(network)) {
        desired.put(
            network.name(),
            new DesiredNetwork(
                network.name(),
                network.vni(),
                bindings(network, view),
                new TreeMap<>(),
                flood(network, view)));
      }
    }
    addStations(desired, view);
    return desired;
  }

  private static Set<PortBinding> bindings(Network network, VtepView view) {
    return network.ports().stream()
        .filter(binding -> view.switches().containsKey(binding.switchName()))
        .collect(Collectors.toSet());
  }

  private boolean isComplete(Network network) {
    return seenSwitches.containsAll(network.switchNames());
  }

  private Set<Ipv4Address> flood(Network network, VtepView view) {
    Set<Ipv4Address> flood = new TreeSet<>();
    for (VtepView other : views) {
      for (String name : network.switchNames()) {
        other.switches().getOrDefault(name, List.of()).stream().findFirst().ifPresent(flood::add);
      }
    }
    network.endpoints().forEach(endpoint -> flood.add(endpoint.ip()));
    if (!isComplete(network)) {
      view.flooded().getOrDefault(network.name(), Set.of()).stream()
          .filter(end -> !knownEnds.contains(end))
          .forEach(flood::add);
    }
    flood.removeAll(view.tunnelIps());
    return flood;
  }

  private void addStations(SortedMap<String, DesiredNetwork> desired, VtepView view) {
    Set<Ipv4Address> own = view.tunnelIps();
    Map<String, SortedMap<MacAddress, Place>> stations = new HashMap<>();
    desired.keySet().forEach(name -> stations.put(name, new TreeMap<>()));
    owners.forEach((station, owner) -> {
      Place place = owner.local().get(station);
      if (!owner.identity().equals(view.identity())
          && !own.contains(place.ip())
          && stations.containsKey(station.network())) {
        stations.get(station.network()).put(station.mac(), place);
      }
    });
    Set<String> held = new HashSet<>();
    for (Network network : networks.networks()) {
      SortedMap<MacAddress, Place> known = stations.get(network.name());
      if (known == null) {
        continue;
      }
      for (Endpoint endpoint : network.endpoints()) {
        endpoint.macs().stream()
            .filter(mac -> !owners.containsKey(new Station(network.name(), mac)))
            .forEach(mac -> known.putIfAbsent(mac, Place.behind(endpoint.ip())));
      }
      if (!isComplete(network)) {
        held.add(network.name());
      }
    }
    view.told()
        .forEach((station, place) -> {
          if (held.contains(station.network())
              && !owners.containsKey(station)
              && !knownEnds.contains(place.ip())) {
            stations.get(station.network()).putIfAbsent(station.mac(), place);
          }
        });
    desired.replaceAll((name, it) ->
        new DesiredNetwork(it.name(), it.vni(), it.bindings(), stations.get(name), it.flood()));
  }
}
