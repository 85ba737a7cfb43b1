package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.Vni;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What one Physical_Switch shall do: its facts, by what they are about.
 *
 * <p>A live view of its {@link DesiredModel}: for the model's owner thread alone, and not to be
 * iterated across a call of {@link DesiredModel#apply}.
 */
public final class DesiredSwitch {

  private final Uuid row;
  private final String name;
  private final Map<FactId, Fact.Tunnel> tunnels = new HashMap<>();
  private final Map<FactId, Fact.Network> networks = new HashMap<>();
  private final Map<FactId, Fact.Binding> bindings = new HashMap<>();
  private final Map<NetworkKey, Map<FactId.Binding, Fact.Binding>> bindingsByNetwork =
      new HashMap<>();
  private final Map<FactId, Fact.Ingress> ingresses = new HashMap<>();
  private final Map<FactId, Fact.Unicast> unicasts = new HashMap<>();
  private final Map<FactId, Fact.Flood> floods = new HashMap<>();
  private final Map<FactId, Fact.Multicast> multicasts = new HashMap<>();
  private final ProblemCounts problems = new ProblemCounts();

  DesiredSwitch(Uuid row, String name) {
    this.row = Objects.requireNonNull(row);
    this.name = Objects.requireNonNull(name);
  }

  /** Its Physical_Switch. */
  public Uuid row() {
    return row;
  }

  /** Physical_Switch.name: that of the bridge. */
  public String name() {
    return name;
  }

  public Collection<Fact.Tunnel> tunnels() {
    return Collections.unmodifiableCollection(tunnels.values());
  }

  public Optional<Fact.Tunnel> tunnel(Ipv4Address remote) {
    return Optional.ofNullable(tunnels.get(new FactId.Tunnel(remote)));
  }

  Collection<Fact.Network> networks() {
    return Collections.unmodifiableCollection(networks.values());
  }

  public Optional<Fact.Network> network(NetworkKey network) {
    return Optional.ofNullable(networks.get(new FactId.Network(network)));
  }

  public Collection<Fact.Binding> bindings() {
    return Collections.unmodifiableCollection(bindings.values());
  }

  public Optional<Fact.Binding> binding(FactId.Binding id) {
    return Optional.ofNullable(bindings.get(id));
  }

  /** The bindings of one network, in order of ports and VLANs. */
  public Collection<Fact.Binding> bindings(NetworkKey network) {
    return Collections.unmodifiableCollection(
        bindingsByNetwork.getOrDefault(network, Map.of()).values());
  }

  public Collection<Fact.Ingress> ingresses() {
    return Collections.unmodifiableCollection(ingresses.values());
  }

  /** The network of frames that come out of the tunnel to {@code remote} with that VNI. */
  public Optional<NetworkKey> ingress(Ipv4Address remote, Vni vni) {
    Fact.Ingress own = ingresses.get(new FactId.Ingress(Optional.of(remote), vni));
    Fact.Ingress any = ingresses.get(new FactId.Ingress(Optional.empty(), vni));
    return Optional.ofNullable(own != null ? own : any).map(Fact.Ingress::network);
  }

  Collection<Fact.Unicast> unicasts() {
    return Collections.unmodifiableCollection(unicasts.values());
  }

  public Optional<Fact.Unicast> unicast(FactId.Unicast station) {
    return Optional.ofNullable(unicasts.get(station));
  }

  public Optional<Fact.Flood> flood(NetworkKey network) {
    return Optional.ofNullable(floods.get(new FactId.Flood(network)));
  }

  public Optional<Fact.Multicast> multicast(NetworkKey network, MacAddress group) {
    return Optional.ofNullable(multicasts.get(new FactId.Multicast(network, group)));
  }

  /** The fact of that identity. */
  public Optional<Fact> get(FactId id) {
    return Optional.ofNullable(mapOf(id).get(id));
  }

  /** Visits every fact; tunnels, networks and bindings come before those that name them. */
  public void forEachFact(Consumer<? super Fact> visitor) {
    for (Map<FactId, ? extends Fact> map :
        List.of(tunnels, networks, bindings, ingresses, floods, multicasts, unicasts)) {
      map.values().forEach(visitor);
    }
  }

  public int factCount() {
    return tunnels.size()
        + networks.size()
        + bindings.size()
        + ingresses.size()
        + floods.size()
        + multicasts.size()
        + unicasts.size();
  }

  /** What the database asks of this switch in vain. */
  public Set<Problem> problems() {
    return problems.all();
  }

  ProblemCounts problemCounts() {
    return problems;
  }

  private Map<FactId, ? extends Fact> mapOf(FactId id) {
    return switch (id) {
      case FactId.Tunnel tunnel -> tunnels;
      case FactId.Network network -> networks;
      case FactId.Binding binding -> bindings;
      case FactId.Ingress ingress -> ingresses;
      case FactId.Unicast unicast -> unicasts;
      case FactId.Flood flood -> floods;
      case FactId.Multicast multicast -> multicasts;
    };
  }

  /** Makes a fact true; returns the one of its identity that was before. */
  Optional<Fact> put(Fact fact) {
    return Optional.ofNullable(
        switch (fact) {
          case Fact.Tunnel tunnel -> tunnels.put(tunnel.id(), tunnel);
          case Fact.Network network -> networks.put(network.id(), network);
          case Fact.Binding binding -> putBinding(binding);
          case Fact.Ingress ingress -> ingresses.put(ingress.id(), ingress);
          case Fact.Unicast unicast -> unicasts.put(unicast.id(), unicast);
          case Fact.Flood flood -> floods.put(flood.id(), flood);
          case Fact.Multicast multicast -> multicasts.put(multicast.id(), multicast);
        });
  }

  private Fact.Binding putBinding(Fact.Binding binding) {
    Fact.Binding before = bindings.put(binding.id(), binding);
    if (before != null) {
      unlist(before);
    }
    bindingsByNetwork
        .computeIfAbsent(binding.network(), network -> new TreeMap<>())
        .put(binding.id(), binding);
    return before;
  }

  private void unlist(Fact.Binding binding) {
    Map<FactId.Binding, Fact.Binding> listed = bindingsByNetwork.get(binding.network());
    listed.remove(binding.id());
    if (listed.isEmpty()) {
      bindingsByNetwork.remove(binding.network());
    }
  }

  /** Makes a fact untrue; returns the one that was. */
  Optional<Fact> remove(FactId id) {
    Fact before = mapOf(id).remove(id);
    if (before instanceof Fact.Binding binding) {
      unlist(binding);
    }
    return Optional.ofNullable(before);
  }

  @Override
  public String toString() {
    return name + " (" + factCount() + " facts)";
  }
}
