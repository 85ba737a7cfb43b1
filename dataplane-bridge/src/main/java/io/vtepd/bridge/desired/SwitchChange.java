package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a commit changed of one switch.
 *
 * @param row its Physical_Switch
 * @param name its name: that of the bridge. A renamed switch is one that vanished and one that
 *     appeared
 * @param kind whether the switch itself is new or gone; its facts are then all in {@code facts}
 * @param facts each fact at most once, net of the whole commit. What others depend on comes first:
 *     tunnels, networks, bindings and ingresses before stations and floods, and the other way round
 *     for what is gone
 * @param renewed each at most once, stations that a controller has just said to be remote: learned
 *     entries for them are older news and must go, also where the fact itself is as it was. Never
 *     filled by the commit that brings the whole contents, so that a restart forgets nothing
 * @param appeared problems that were not there before
 * @param solved problems that are no more
 */
public record SwitchChange(
    Uuid row,
    String name,
    Kind kind,
    List<FactChange> facts,
    List<FactId.Unicast> renewed,
    Set<Problem> appeared,
    Set<Problem> solved) {

  /** What became of the switch. */
  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED
  }

  public SwitchChange {
    Objects.requireNonNull(row);
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    facts = List.copyOf(facts);
    renewed = List.copyOf(renewed);
    appeared = Set.copyOf(appeared);
    solved = Set.copyOf(solved);
  }

  /** This removal and the addition of a switch of the same name, as one change of it. */
  SwitchChange followedBy(SwitchChange addition) {
    Map<FactId, Optional<Fact>> before = new HashMap<>();
    facts.forEach(change -> before.put(change.id(), change.before()));
    List<FactChange> net = new ArrayList<>();
    for (FactChange change : addition.facts) {
      Optional<Fact> old =
          before.containsKey(change.id()) ? before.remove(change.id()) : Optional.empty();
      if (!old.equals(change.after())) {
        net.add(new FactChange(old, change.after()));
      }
    }
    before.values().forEach(old -> net.add(new FactChange(old, Optional.empty())));
    net.sort(FactOrder.CHANGES);
    return new SwitchChange(
        addition.row,
        name,
        Kind.CHANGED,
        net,
        addition.renewed,
        without(addition.appeared, solved),
        without(solved, addition.appeared));
  }

  static Set<Problem> without(Set<Problem> some, Set<Problem> others) {
    Set<Problem> rest = new HashSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  boolean isEmpty() {
    return kind == Kind.CHANGED
        && facts.isEmpty()
        && renewed.isEmpty()
        && appeared.isEmpty()
        && solved.isEmpty();
  }
}
