package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VtepSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Computes the facts of one switch again, as far as something is dirty. */
final class SwitchRules {

  private final SwitchState state;
  private final VtepSnapshot snapshot;
  private final RowIndex index;
  private final Locators locators;
  private final long commitCount;

  SwitchRules(SwitchState state, VtepSnapshot snapshot, RowIndex index, long commitCount) {
    this.state = state;
    this.snapshot = snapshot;
    this.index = index;
    this.locators = new Locators(snapshot);
    this.commitCount = commitCount;
  }

  void compute(Map<Uuid, Dirty.Network> networks) {
    for (String name : state.dirtyNames.take()) {
      BindingRules.compute(state, name, snapshot);
    }
    settleKeys(networks);
    Set<Uuid> whole = state.dirtyNetworks.take();
    for (Uuid network : whole) {
      computeWhole(network, networks.getOrDefault(network, new Dirty.Network()));
    }
    networks.forEach((network, marks) -> {
      if (!whole.contains(network) && state.isBound(network)) {
        computeParts(network, marks);
      }
    });
    networks.forEach((network, marks) -> renew(network, marks));
    for (Ipv4Address remote : state.dirtyTunnels.take()) {
      computeTunnel(remote);
    }
  }

  /** Claims first, of all logical switches: what one gets depends on what others let go. */
  private void settleKeys(Map<Uuid, Dirty.Network> networks) {
    networks.forEach((network, marks) -> {
      if (marks.all && state.isBound(network)) {
        state.dirtyNetworks.add(network);
      }
    });
    Set<Uuid> unsettled = state.dirtyNetworks.copy();
    networks.forEach((network, marks) -> {
      if (marks.keys && state.isBound(network)) {
        unsettled.add(network);
      }
    });
    for (Uuid network : unsettled) {
      Optional<LogicalSwitch> row = boundRow(network);
      Set<KeyClaims.Path> wanted =
          row.map(view -> new KeyRules(state, view, snapshot).wanted(index.macs()))
              .orElse(Set.of());
      String name = row.map(LogicalSwitch::name).orElse("");
      state.dirtyNetworks.addAll(state.claims().set(network, name, wanted, commitCount));
    }
  }

  private Optional<LogicalSwitch> boundRow(Uuid network) {
    return state.isBound(network)
        ? snapshot.get(snapshot.tables().logicalSwitch(), network)
        : Optional.empty();
  }

  private void computeWhole(Uuid network, Dirty.Network marks) {
    NetworkRows rows = index.macs().of(network);
    Optional<LogicalSwitch> row = boundRow(network);
    if (row.isPresent()) {
      NetworkRules rules = new NetworkRules(state, row.get(), snapshot, rows, locators);
      rules.computeHead();
      rules.computeUnusable();
      rules.computeFlood();
      forEachOf(rows.groups(), marks.groups, rules::computeGroup);
      forEachOf(rows.stations(), marks.stations, rules::computeStation);
    } else {
      NetworkKey key = NetworkKey.of(network);
      NetworkRules.clearHead(state, network);
      NetworkRules.clear(state, new FactId.Flood(key));
      forEachOf(
          rows.groups(),
          marks.groups,
          mac -> NetworkRules.clear(state, new FactId.Multicast(key, mac)));
      forEachOf(
          rows.stations(),
          marks.stations,
          mac -> NetworkRules.clear(state, new FactId.Unicast(key, mac)));
    }
  }

  private void computeParts(Uuid network, Dirty.Network marks) {
    Optional<LogicalSwitch> row = boundRow(network);
    if (row.isEmpty()) {
      return;
    }
    NetworkRows rows = index.macs().of(network);
    NetworkRules rules = new NetworkRules(state, row.get(), snapshot, rows, locators);
    if (marks.keys) {
      rules.computeHead();
    }
    if (marks.unusable) {
      rules.computeUnusable();
    }
    if (marks.flood || marks.replication) {
      rules.computeFlood();
    }
    forEachOf(marks.replication ? rows.groups() : Set.of(), marks.groups, rules::computeGroup);
    marks.stations.forEach(rules::computeStation);
  }

  private void renew(Uuid network, Dirty.Network marks) {
    NetworkKey key = NetworkKey.of(network);
    for (MacAddress mac : marks.renewed) {
      FactId.Unicast station = new FactId.Unicast(key, mac);
      if (state.facts().unicast(station).isPresent()) {
        state.renew(station);
      }
    }
  }

  private void computeTunnel(Ipv4Address remote) {
    FactId.Tunnel id = new FactId.Tunnel(remote);
    Optional<TunnelWish> wish = Optional.ofNullable(state.wishes().get(remote));
    boolean wanted = state.usesTunnel(remote) || wish.filter(TunnelWish::isAskedFor).isPresent();
    Optional<Ipv4Address> local = wish.flatMap(TunnelWish::local).or(state.addresses()::first);
    state.set(
        id,
        local
            .filter(ip -> wanted)
            .map(ip ->
                new Fact.Tunnel(
                    id,
                    ip,
                    state.addresses().without(ip),
                    wish.map(TunnelWish::bfdParams).orElse(Map.of()),
                    wish.map(TunnelWish::bfdConfigRemote).orElse(Map.of()))));
  }

  /** Visits each once. There may be a million, so no set is made of both. */
  private static void forEachOf(
      Set<MacAddress> some, Set<MacAddress> others, Consumer<MacAddress> visitor) {
    some.forEach(visitor);
    for (MacAddress mac : others) {
      if (!some.contains(mac)) {
        visitor.accept(mac);
      }
    }
  }
}
