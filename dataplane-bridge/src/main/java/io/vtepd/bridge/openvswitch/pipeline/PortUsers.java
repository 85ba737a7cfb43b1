package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.Destination;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.Replication;
import io.vtepd.vtep.Ipv4Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which facts have to be rendered again when a port gets another number. */
final class PortUsers {

  private final Map<Ipv4Address, Set<FactId>> byRemote = new HashMap<>();
  private final Map<String, Set<FactId.Binding>> byPort = new HashMap<>();

  void add(Fact fact) {
    for (Ipv4Address remote : remotes(fact)) {
      byRemote.computeIfAbsent(remote, any -> new HashSet<>()).add(fact.id());
    }
    if (fact instanceof Fact.Binding binding) {
      byPort.computeIfAbsent(binding.id().port(), any -> new HashSet<>()).add(binding.id());
    }
  }

  void remove(Fact fact) {
    for (Ipv4Address remote : remotes(fact)) {
      remove(byRemote, remote, fact.id());
    }
    if (fact instanceof Fact.Binding binding) {
      remove(byPort, binding.id().port(), binding.id());
    }
  }

  private static <K, V> void remove(Map<K, Set<V>> sets, K key, V value) {
    Set<V> set = sets.getOrDefault(key, Set.of());
    if (set.contains(value)) {
      set.remove(value);
      if (set.isEmpty()) {
        sets.remove(key);
      }
    }
  }

  /** Whether the port has a binding. */
  boolean isBound(String port) {
    return byPort.containsKey(port);
  }

  /** Stations behind tunnels whose port has no number: they have no flow yet. */
  int stationsWaiting(PortNumbers numbers) {
    return byRemote.entrySet().stream()
        .filter(users -> numbers.tunnel(users.getKey()).isEmpty())
        .mapToInt(users ->
            (int) users.getValue().stream().filter(FactId.Unicast.class::isInstance).count())
        .sum();
  }

  /** The facts whose flows name a port that has another number now. */
  Set<FactId> affected(PortNumbers before, PortNumbers now) {
    Set<FactId> affected = new HashSet<>(bindings(before, now));
    for (Ipv4Address remote : union(before.ends().keySet(), now.ends().keySet())) {
      Set<FactId> facts = byRemote.getOrDefault(remote, Set.of());
      if (!before.tunnel(remote).equals(now.tunnel(remote))) {
        affected.addAll(facts);
      } else if (!before.ends(remote).equals(now.ends(remote))) {
        facts.stream().filter(PortUsers::isOfArrivals).forEach(affected::add);
      }
    }
    return affected;
  }

  /** Whether the flows of the fact are about frames that come out of a tunnel. */
  private static boolean isOfArrivals(FactId id) {
    return id instanceof FactId.Tunnel || id instanceof FactId.Ingress;
  }

  /** The bindings of ports that have another number now. */
  Set<FactId.Binding> bindings(PortNumbers before, PortNumbers now) {
    Set<FactId.Binding> affected = new HashSet<>();
    for (String port : union(before.physical().keySet(), now.physical().keySet())) {
      if (!before.physical(port).equals(now.physical(port))) {
        affected.addAll(byPort.getOrDefault(port, Set.of()));
      }
    }
    return affected;
  }

  private static <T> Set<T> union(Set<T> left, Set<T> right) {
    Set<T> union = new HashSet<>(left);
    union.addAll(right);
    return union;
  }

  private static Set<Ipv4Address> remotes(Fact fact) {
    return switch (fact) {
      case Fact.Tunnel tunnel -> Set.of(tunnel.remote());
      case Fact.Network ignored -> Set.of();
      case Fact.Binding ignored -> Set.of();
      case Fact.Ingress ingress ->
          ingress.id().remote().<Set<Ipv4Address>>map(Set::of).orElse(Set.of());
      case Fact.Unicast unicast -> Set.of(unicast.to().remote());
      case Fact.Flood flood -> remotes(flood.replication());
      case Fact.Multicast multicast -> remotes(multicast.replication());
    };
  }

  private static Set<Ipv4Address> remotes(Replication replication) {
    List<Ipv4Address> remotes = replication.to().stream().map(Destination::remote).toList();
    return new HashSet<>(remotes);
  }
}
