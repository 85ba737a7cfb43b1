package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.VlanPair;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plans Physical_Port.vlan_bindings, pair by pair: others' pairs stay, and a pair that is right is
 * not written again.
 */
final class BindingPlan {

  private final VtepSnapshot contents;
  private final VtepTransaction transaction;
  private final List<String> sentences;
  private final List<String> obstacles;

  /** A VLAN of a port and the network that it shall have. */
  private record Wish(PortBinding binding, String network, Uuid row) {}

  BindingPlan(
      VtepSnapshot contents,
      VtepTransaction transaction,
      List<String> sentences,
      List<String> obstacles) {
    this.contents = contents;
    this.transaction = transaction;
    this.sentences = sentences;
    this.obstacles = obstacles;
  }

  /**
   * Plans them all.
   *
   * @param rows the logical switches of the networks, by their names
   * @param ours the logical switches that are ours
   */
  void plan(Collection<DesiredNetwork> networks, Map<String, Uuid> rows, Set<Uuid> ours) {
    NavigableMap<PortBinding, Wish> wishes = new TreeMap<>();
    for (DesiredNetwork network : networks) {
      for (PortBinding binding : network.bindings()) {
        wishes.put(binding, new Wish(binding, network.name(), rows.get(network.name())));
      }
    }
    contents.forEach(
        contents.tables().physicalSwitch(),
        owner -> {
          for (Uuid uuid : owner.ports()) {
            contents
                .get(contents.tables().physicalPort(), uuid)
                .ifPresent(port -> planPort(owner.name(), port, wishes, ours));
          }
        });
    for (Wish wish : wishes.values()) {
      obstacles.add(
          "switch "
              + wish.binding().switchName()
              + " has no port "
              + wish.binding().port()
              + " for network "
              + wish.network()
              + "; it is bound as soon as it is there");
    }
  }

  /** Plans one port, and takes away the wishes that it fulfils or refuses. */
  private void planPort(
      String switchName,
      PhysicalPort port,
      NavigableMap<PortBinding, Wish> wishes,
      Set<Uuid> ours) {
    List<VlanPair> removed = new ArrayList<>();
    List<VlanPair> added = new ArrayList<>();
    for (VlanPair pair : port.vlanBindings()) {
      Optional<PortBinding> binding =
          pair.vlan().map(vlan -> new PortBinding(switchName, port.name(), vlan));
      Optional<Wish> wish = binding.map(wishes::get);
      if (wish.isPresent() && wish.get().row().equals(pair.row())) {
        wishes.remove(binding.get());
      } else if (ours.contains(pair.row())) {
        removed.add(pair);
        sentences.add(
            "Port " + binding.map(PortBinding::toString).orElse(port.name()) + " leaves.");
      } else if (wish.isPresent()) {
        wishes.remove(binding.get());
        obstacles.add(
            "port "
                + binding.get()
                + " of "
                + switchName
                + " is bound to a logical switch that is not ours; unbind it there first");
      }
    }
    PortBinding first = new PortBinding(switchName, port.name(), VlanId.UNTAGGED);
    PortBinding last = new PortBinding(switchName, port.name() + '\0', VlanId.UNTAGGED);
    NavigableMap<PortBinding, Wish> ofPort = wishes.subMap(first, true, last, false);
    for (Wish wish : ofPort.values()) {
      added.add(VlanPair.of(wish.binding().vlan(), wish.row()));
      sentences.add("Port " + wish.binding() + " joins " + wish.network() + ".");
    }
    ofPort.clear();
    PhysicalPort.Table table = contents.tables().physicalPort();
    transaction.removeFrom(table, port.row().uuid(), table.vlanBindings(), removed);
    transaction.addTo(table, port.row().uuid(), table.vlanBindings(), added);
  }
}
