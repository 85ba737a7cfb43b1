package io.vtepd.bridge.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.VtepCommit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DesiredModelPropertyTest {

  private static final int HISTORIES = 25;
  private static final int COMMITS = 100;

  /** What a driver would have that does nothing but apply the changes that it is told. */
  private static final class Follower {
    private final Map<String, Map<FactId, Fact>> facts = new HashMap<>();
    private final Map<String, Set<Problem>> problems = new HashMap<>();

    void apply(DesiredChange change, String context) {
      for (SwitchChange each : change.switches()) {
        if (each.kind() == SwitchChange.Kind.ADDED) {
          facts.put(key(each), new HashMap<>());
          problems.put(key(each), new HashSet<>());
        }
        Map<FactId, Fact> own = facts.get(key(each));
        for (FactChange fact : each.facts()) {
          Fact before =
              fact.after().isPresent()
                  ? own.put(fact.id(), fact.after().get())
                  : own.remove(fact.id());
          assertThat(Optional.ofNullable(before)).as(context).isEqualTo(fact.before());
        }
        Set<Problem> known = problems.get(key(each));
        assertThat(Collections.disjoint(known, each.appeared())).as(context).isTrue();
        assertThat(known).as(context).containsAll(each.solved());
        known.addAll(each.appeared());
        known.removeAll(each.solved());
        if (each.kind() == SwitchChange.Kind.REMOVED) {
          assertThat(facts.remove(key(each))).as(context).isEmpty();
          assertThat(problems.remove(key(each))).as(context).isEmpty();
        }
      }
    }

    private static String key(SwitchChange change) {
      return change.row() + change.name();
    }

    void checkEquals(DesiredModel model, String context) {
      Map<String, Map<FactId, Fact>> expected = new HashMap<>();
      Map<String, Set<Problem>> expectedProblems = new HashMap<>();
      for (DesiredSwitch each : model.switches()) {
        Map<FactId, Fact> own = new HashMap<>();
        each.forEachFact(fact -> own.put(fact.id(), fact));
        expected.put(each.row() + each.name(), own);
        expectedProblems.put(each.row() + each.name(), each.problems());
      }
      assertThat(facts).as(context).isEqualTo(expected);
      assertThat(problems).as(context).isEqualTo(expectedProblems);
    }
  }

  @Test
  void followingCommitsGivesWhatComputingAnewGives() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      RandomCommits commits = new RandomCommits(seed);
      VtepCommit first = commits.next();
      DesiredModel model = DesiredModel.of(first.snapshot());
      Follower follower = new Follower();
      follower.apply(model.changesSince(DesiredModel.empty()), "seed " + seed);
      for (int i = 0; i < COMMITS; i++) {
        String context = "seed " + seed + ", commit " + i;
        VtepCommit commit = commits.next();
        follower.apply(model.apply(commit), context);
        follower.checkEquals(model, context);
        checkInvariants(model, context);
        DesiredModel anew = DesiredModel.of(commit.snapshot(), model);
        assertThat(anew.changesSince(model).switches()).as(context).isEmpty();
        if (!hasKeyConflicts(model)) {
          DesiredModel withoutHistory = DesiredModel.of(commit.snapshot());
          assertThat(withoutHistory.changesSince(model).switches()).as(context).isEmpty();
        }
      }
    }
  }

  /** The histories must reach what the property is about. */
  @Test
  void theHistoriesHaveEverythingInThem() {
    Set<Class<?>> seen = new HashSet<>();
    for (long seed = 1; seed <= HISTORIES; seed++) {
      RandomCommits commits = new RandomCommits(seed);
      DesiredModel model = DesiredModel.of(commits.next().snapshot());
      for (int i = 0; i < COMMITS; i++) {
        for (SwitchChange change : model.apply(commits.next()).switches()) {
          change.facts().forEach(fact -> seen.add(fact.id().getClass()));
          change.appeared().forEach(problem -> seen.add(problem.getClass()));
        }
      }
    }
    List<Class<?>> expected = new ArrayList<>();
    expected.addAll(List.of(FactId.class.getPermittedSubclasses()));
    expected.addAll(List.of(Problem.class.getPermittedSubclasses()));
    assertThat(seen).containsAll(expected);
  }

  private static boolean hasKeyConflicts(DesiredModel model) {
    return model.switches().stream()
        .flatMap(each -> each.problems().stream())
        .anyMatch(problem -> problem instanceof Problem.KeyConflict);
  }

  private static void checkInvariants(DesiredModel model, String context) {
    for (DesiredSwitch each : model.switches()) {
      each.forEachFact(fact -> {
        for (Ipv4Address remote : remotes(fact)) {
          assertThat(each.tunnel(remote)).as(context + ": " + fact).isPresent();
        }
        network(fact)
            .ifPresent(network -> {
              assertThat(each.network(network)).as(context + ": " + fact).isPresent();
              assertThat(each.bindings(network)).as(context + ": " + fact).isNotEmpty();
            });
      });
    }
  }

  private static List<Ipv4Address> remotes(Fact fact) {
    return switch (fact) {
      case Fact.Tunnel tunnel -> List.of();
      case Fact.Network network -> List.of();
      case Fact.Binding binding -> List.of();
      case Fact.Ingress ingress -> ingress.id().remote().stream().toList();
      case Fact.Unicast unicast -> List.of(unicast.to().remote());
      case Fact.Flood flood -> flood.replication().to().stream().map(Destination::remote).toList();
      case Fact.Multicast multicast ->
          multicast.replication().to().stream().map(Destination::remote).toList();
    };
  }

  private static Optional<NetworkKey> network(Fact fact) {
    return switch (fact) {
      case Fact.Tunnel tunnel -> Optional.empty();
      case Fact.Network network -> Optional.of(network.id().network());
      case Fact.Binding binding -> Optional.of(binding.network());
      case Fact.Ingress ingress -> Optional.of(ingress.network());
      case Fact.Unicast unicast -> Optional.of(unicast.id().network());
      case Fact.Flood flood -> Optional.of(flood.id().network());
      case Fact.Multicast multicast -> Optional.of(multicast.id().network());
    };
  }
}
