package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Objects;
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

  boolean isEmpty() {
    return kind == Kind.CHANGED
        && facts.isEmpty()
        && renewed.isEmpty()
        && appeared.isEmpty()
        && solved.isEmpty();
  }
}
