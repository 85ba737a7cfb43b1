package io.vtepd.bridge.desired;

import io.vtepd.bridge.desired.KeyClaims.ClaimId;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.VlanId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@link DesiredSwitch} with what its model has to know to keep it: its ports, which logical
 * switches are bound, and what changed since the last {@link #drain}.
 */
final class SwitchState {

  private final DesiredSwitch facts;
  private final KeyClaims claims;
  private final Map<Uuid, String> portNames = new HashMap<>();
  private final Map<String, TreeSet<Uuid>> portsByName = new HashMap<>();
  private final Map<String, Map<VlanId, Uuid>> bindings = new HashMap<>();
  private final Map<Uuid, Integer> boundCounts = new HashMap<>();
  private final Map<Ipv4Address, Integer> tunnelUses = new HashMap<>();
  private final Map<Uuid, Set<FactId.Ingress>> ingresses = new HashMap<>();
  private List<FactId.Unicast> renewed = new ArrayList<>();
  private Map<FactId, Optional<Fact>> before = new HashMap<>();
  private boolean isNew;

  /** While it is made of the first contents, which are no change, what changes is not noted. */
  private boolean isFirst;

  private LocalAddresses addresses = LocalAddresses.NONE;
  private Map<Ipv4Address, TunnelWish> wishes = Map.of();

  /** Names whose bindings have to be computed again. */
  final Marks<String> dirtyNames = new Marks<>();

  /** Logical switches of which everything has to be computed again. */
  final Marks<Uuid> dirtyNetworks = new Marks<>();

  /** Endpoints whose tunnel has to be computed again. */
  final Marks<Ipv4Address> dirtyTunnels = new Marks<>();

  /**
   * @param isFirst whether it is of a model's first contents, until {@link #endFirst}
   */
  SwitchState(Uuid row, String name, Map<ClaimId, Long> earlierClaims, boolean isFirst) {
    this.facts = new DesiredSwitch(row, name);
    this.claims = new KeyClaims(earlierClaims);
    this.isFirst = isFirst;
    this.isNew = !isFirst;
  }

  /** From now on changes are noted for {@link #drain}. */
  void endFirst() {
    isFirst = false;
    facts.problemCounts().drain(new HashSet<>(), new HashSet<>());
  }

  DesiredSwitch facts() {
    return facts;
  }

  KeyClaims claims() {
    return claims;
  }

  LocalAddresses addresses() {
    return addresses;
  }

  /** Every path into the underlay depends on these. */
  void setAddresses(LocalAddresses now) {
    if (!now.equals(addresses)) {
      addresses = now;
      dirtyNetworks.addAll(boundCounts.keySet());
      dirtyTunnels.addAll(tunnelUses.keySet());
      dirtyTunnels.addAll(wishes.keySet());
    }
  }

  Map<Ipv4Address, TunnelWish> wishes() {
    return wishes;
  }

  void setWishes(Map<Ipv4Address, TunnelWish> now) {
    dirtyTunnels.addAll(wishes.keySet());
    dirtyTunnels.addAll(now.keySet());
    wishes = Map.copyOf(now);
  }

  /** Says what a Physical_Port of this switch is called; empty if it is not its port any more. */
  void setPortName(Uuid port, Optional<String> name) {
    String old = name.isPresent() ? portNames.put(port, name.get()) : portNames.remove(port);
    if (old != null) {
      dirtyNames.add(old);
      TreeSet<Uuid> rest = portsByName.get(old);
      rest.remove(port);
      if (rest.isEmpty()) {
        portsByName.remove(old);
      }
    }
    if (name.isPresent()) {
      dirtyNames.add(name.get());
      portsByName.computeIfAbsent(name.get(), same -> new TreeSet<>()).add(port);
    }
  }

  Set<Uuid> ports() {
    return Collections.unmodifiableSet(portNames.keySet());
  }

  /** The Physical_Port rows of that name, lowest UUID first. */
  Set<Uuid> portsNamed(String name) {
    return Collections.unmodifiableSet(portsByName.getOrDefault(name, new TreeSet<>()));
  }

  /** Replaces the bindings of the ports of that name. */
  void setBindings(String name, Map<VlanId, Uuid> now) {
    Map<VlanId, Uuid> old = now.isEmpty() ? bindings.remove(name) : bindings.put(name, now);
    Map<VlanId, Uuid> was = old == null ? Map.of() : old;
    now.forEach((vlan, network) -> {
      if (!network.equals(was.get(vlan))) {
        bind(network);
        FactId.Binding id = new FactId.Binding(name, vlan);
        put(new Fact.Binding(id, NetworkKey.of(network)));
      }
    });
    was.forEach((vlan, network) -> {
      if (!network.equals(now.get(vlan))) {
        unbind(network);
        if (!now.containsKey(vlan)) {
          remove(new FactId.Binding(name, vlan));
        }
      }
    });
  }

  private void bind(Uuid network) {
    if (boundCounts.merge(network, 1, Integer::sum) == 1) {
      dirtyNetworks.add(network);
    }
  }

  private void unbind(Uuid network) {
    if (boundCounts.computeIfPresent(network, (same, n) -> n == 1 ? null : n - 1) == null) {
      dirtyNetworks.add(network);
    }
  }

  /** Whether the logical switch has a binding here. */
  boolean isBound(Uuid logicalSwitch) {
    return boundCounts.containsKey(logicalSwitch);
  }

  /** Whether a fact sends frames to that endpoint or takes them from there. */
  boolean usesTunnel(Ipv4Address remote) {
    return tunnelUses.containsKey(remote);
  }

  /** Replaces what comes out of tunnels into a logical switch. */
  void setIngresses(Uuid logicalSwitch, Set<FactId.Ingress> now) {
    NetworkKey network = NetworkKey.of(logicalSwitch);
    Set<FactId.Ingress> old =
        now.isEmpty() ? ingresses.remove(logicalSwitch) : ingresses.put(logicalSwitch, now);
    now.forEach(id -> put(new Fact.Ingress(id, network)));
    for (FactId.Ingress id : old == null ? Set.<FactId.Ingress>of() : old) {
      // It may be another logical switch's by now.
      boolean own = facts.get(id).equals(Optional.of(new Fact.Ingress(id, network)));
      if (own && !now.contains(id)) {
        remove(id);
      }
    }
  }

  /** Makes the fact true if it is there, and that of this identity untrue if it is not. */
  void set(FactId id, Optional<? extends Fact> fact) {
    if (fact.isPresent()) {
      put(fact.get());
    } else {
      remove(id);
    }
  }

  private void put(Fact fact) {
    Optional<Fact> old = facts.put(fact);
    if (old.isEmpty() || !old.get().equals(fact)) {
      note(fact.id(), old);
      remotes(fact).forEach(remote -> countUse(remote, 1));
      old.ifPresent(gone -> remotes(gone).forEach(remote -> countUse(remote, -1)));
    }
  }

  private void remove(FactId id) {
    facts
        .remove(id)
        .ifPresent(gone -> {
          note(id, Optional.of(gone));
          remotes(gone).forEach(remote -> countUse(remote, -1));
        });
  }

  private void note(FactId id, Optional<Fact> old) {
    if (!isFirst) {
      before.putIfAbsent(id, old);
    }
  }

  private void countUse(Ipv4Address remote, int step) {
    Integer uses = tunnelUses.merge(remote, step, (a, b) -> a + b == 0 ? null : a + b);
    if (uses == null || (uses == 1 && step == 1)) {
      dirtyTunnels.add(remote);
    }
  }

  private static List<Ipv4Address> remotes(Fact fact) {
    return switch (fact) {
      case Fact.Tunnel tunnel -> List.of();
      case Fact.Network network -> List.of();
      case Fact.Binding binding -> List.of();
      case Fact.Ingress ingress -> ingress.id().remote().stream().toList();
      case Fact.Unicast unicast -> List.of(unicast.to().remote());
      case Fact.Flood flood -> remotes(flood.replication());
      case Fact.Multicast multicast -> remotes(multicast.replication());
    };
  }

  private static List<Ipv4Address> remotes(Replication replication) {
    return replication.to().stream().map(Destination::remote).toList();
  }

  /** Notes that a controller has just said where the station is. */
  void renew(FactId.Unicast station) {
    if (!isFirst) {
      renewed.add(station);
    }
  }

  /** What changed since the last call. */
  SwitchChange drain() {
    List<FactChange> changes = new ArrayList<>();
    before.forEach((id, old) -> {
      Optional<Fact> now = facts.get(id);
      if (!old.equals(now)) {
        changes.add(new FactChange(old, now));
      }
    });
    changes.sort(FactOrder.CHANGES);
    Set<Problem> appeared = new HashSet<>();
    Set<Problem> solved = new HashSet<>();
    facts.problemCounts().drain(appeared, solved);
    SwitchChange change =
        new SwitchChange(
            facts.row(),
            facts.name(),
            isNew ? SwitchChange.Kind.ADDED : SwitchChange.Kind.CHANGED,
            changes,
            renewed,
            appeared,
            solved);
    before = new HashMap<>();
    renewed = new ArrayList<>();
    isNew = false;
    return change;
  }

  /** What it means that this switch is no more. */
  SwitchChange removal() {
    List<FactChange> changes = new ArrayList<>();
    facts.forEachFact(fact -> changes.add(new FactChange(Optional.of(fact), Optional.empty())));
    changes.sort(FactOrder.CHANGES);
    return new SwitchChange(
        facts.row(),
        facts.name(),
        SwitchChange.Kind.REMOVED,
        changes,
        List.of(),
        Set.of(),
        facts.problems());
  }
}
