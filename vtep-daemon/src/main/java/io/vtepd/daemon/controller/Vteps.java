package io.vtepd.daemon.controller;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All connections, those that are lost included: a VTEP that cannot be reached goes on forwarding,
 * so that what it said last counts until it is heard of again or no network names a switch of it.
 */
final class Vteps {

  private final List<Vtep> all = new ArrayList<>();

  void add(Vtep vtep) {
    all.add(vtep);
  }

  void remove(Vtep vtep) {
    all.remove(vtep);
  }

  int size() {
    return all.size();
  }

  List<Vtep> all() {
    return List.copyOf(all);
  }

  /** Forgets lost ones, those that somebody else has taken the place of or nobody asks for. */
  void forget(Set<String> wantedSwitches) {
    Set<String> identities = new HashSet<>();
    Set<String> switches = new HashSet<>();
    all.stream()
        .filter(Vtep::isConnected)
        .flatMap(vtep -> vtep.view().stream())
        .forEach(view -> {
          identities.add(view.identity());
          switches.addAll(view.switches().keySet());
        });
    for (Vtep vtep : all()) {
      if (!vtep.isConnected() && vtep.view().isPresent()) {
        VtepView view = vtep.view().get();
        Set<String> names = view.switches().keySet();
        if (vtep.isLeaving()
            || identities.contains(view.identity())
            || !Collections.disjoint(switches, names)
            || Collections.disjoint(wantedSwitches, names)) {
          vtep.forget();
        }
      }
      if (!vtep.isConnected()
          && vtep.view().isEmpty()
          && !vtep.comesBack()
          && vtep.wasConnected()) {
        all.remove(vtep);
      }
    }
  }

  /** The identities of all that are kept in mind. */
  Set<String> identities() {
    return all.stream()
        .flatMap(vtep -> vtep.view().stream())
        .map(VtepView::identity)
        .collect(Collectors.toSet());
  }

  /**
   * Those that count, by identity: of several ways to one VTEP or switch the one that we dial, or
   * else the newest. An older one may be dead, and nobody has noticed yet.
   */
  Map<String, Vtep> counting() {
    List<Vtep> preferred = new ArrayList<>(all.stream().filter(Vtep::comesBack).toList());
    preferred.addAll(all.reversed().stream().filter(vtep -> !vtep.comesBack()).toList());
    Map<String, Vtep> counting = new HashMap<>();
    Set<String> switches = new HashSet<>();
    for (Vtep vtep : preferred) {
      Optional<VtepView> view = vtep.view();
      if (vtep.isLeaving() || view.isEmpty()) {
        continue;
      }
      Set<String> names = view.get().switches().keySet();
      if (Collections.disjoint(switches, names)
          && counting.putIfAbsent(view.get().identity(), vtep) == null) {
        switches.addAll(names);
      }
    }
    return counting;
  }
}
