package io.vtepd.bridge.feedback;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** What has to be compared with the database again. Each thing stands here once. */
final class Dirty {

  private final Set<Station> stations = new LinkedHashSet<>();
  private final Set<Uuid> networks = new LinkedHashSet<>();
  private final Set<String> ports = new LinkedHashSet<>();
  private final Set<String> tunnels = new LinkedHashSet<>();
  private final Set<String> faults = new LinkedHashSet<>();
  private final Set<CountedBinding> counts = new LinkedHashSet<>();

  void counts(CountedBinding binding) {
    counts.add(binding);
  }

  void station(Station station) {
    stations.add(station);
  }

  void network(Uuid logicalSwitch) {
    networks.add(logicalSwitch);
  }

  void ports(String switchName) {
    ports.add(switchName);
  }

  void tunnels(String switchName) {
    tunnels.add(switchName);
  }

  void faults(String switchName) {
    faults.add(switchName);
  }

  /** Everything of a switch but its stations and networks. */
  void wholeSwitch(String switchName) {
    ports(switchName);
    tunnels(switchName);
    faults(switchName);
  }

  boolean isEmpty() {
    return stations.isEmpty()
        && networks.isEmpty()
        && ports.isEmpty()
        && tunnels.isEmpty()
        && faults.isEmpty()
        && counts.isEmpty();
  }

  /** Takes all, but at most so many stations, and so many counted bindings. */
  Dirty take(int limit) {
    Dirty taken = new Dirty();
    move(stations, taken.stations, limit);
    move(counts, taken.counts, limit);
    move(networks, taken.networks);
    move(ports, taken.ports);
    move(tunnels, taken.tunnels);
    move(faults, taken.faults);
    return taken;
  }

  /** Puts back what was taken in vain. */
  void addAll(Dirty other) {
    stations.addAll(other.stations);
    networks.addAll(other.networks);
    ports.addAll(other.ports);
    tunnels.addAll(other.tunnels);
    faults.addAll(other.faults);
    counts.addAll(other.counts);
  }

  private static <T> void move(Set<T> from, Set<T> to, int limit) {
    Iterator<T> next = from.iterator();
    while (next.hasNext() && to.size() < limit) {
      to.add(next.next());
      next.remove();
    }
  }

  private static <T> void move(Set<T> from, Set<T> to) {
    to.addAll(from);
    from.clear();
  }

  Set<Station> stations() {
    return stations;
  }

  Set<Uuid> networks() {
    return networks;
  }

  Set<String> ports() {
    return ports;
  }

  Set<String> tunnels() {
    return tunnels;
  }

  Set<String> faults() {
    return faults;
  }

  Set<CountedBinding> counts() {
    return counts;
  }
}
