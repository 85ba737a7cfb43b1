package io.vtepd.daemon.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What holds for whatever the VTEPs say. */
class ComputationPropertyTest {

  private static final int ROUNDS = 500;
  private static final int SWITCHES = 5;
  private static final int MACS = 6;

  private final long seed = Long.getLong("vtepd.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, Map<Station, Long>> ages = new HashMap<>();

  private static Ipv4Address end(int number) {
    return Ipv4Address.of("192.0.2." + number);
  }

  private Networks networks() {
    List<Network> networks = new ArrayList<>();
    for (String name : List.of("red", "blue")) {
      List<PortBinding> ports = new ArrayList<>();
      for (int i = 1; i <= SWITCHES; i++) {
        if (random.nextInt(3) > 0) {
          ports.add(new PortBinding("s" + i, "p-" + name, VlanId.UNTAGGED));
        }
      }
      List<Endpoint> endpoints =
          random.nextInt(3) == 0
              ? List.of(new Endpoint(end(99), List.of(new MacAddress(1 + random.nextInt(MACS)))))
              : List.of();
      networks.add(new Network(name, new Vni(name.length()), ports, endpoints));
    }
    return new Networks(List.of(), networks);
  }

  /** Some switches are not seen, some say what makes no sense. */
  private List<VtepView> views() {
    ages.clear();
    long clock = 0;
    List<VtepView> views = new ArrayList<>();
    for (int i = 1; i <= SWITCHES; i++) {
      if (random.nextInt(6) == 0) {
        continue;
      }
      Map<Station, Place> local = new HashMap<>();
      Map<Station, Place> told = new HashMap<>();
      for (String network : List.of("red", "blue", "gone")) {
        for (int mac = 1; mac <= MACS; mac++) {
          Station station = new Station(network, new MacAddress(mac));
          if (random.nextInt(3) == 0) {
            local.put(station, Place.behind(end(i)));
            if (random.nextBoolean()) {
              ages.computeIfAbsent("v" + i, none -> new HashMap<>()).put(station, ++clock);
            }
          }
          if (random.nextInt(3) == 0) {
            told.put(station, Place.behind(end(1 + random.nextInt(SWITCHES))));
          }
        }
      }
      views.add(
          new VtepView(
              "v" + i,
              Map.of("s" + i, List.of(end(i))),
              local,
              told,
              Map.of("red", Set.of(end(1 + random.nextInt(SWITCHES))))));
    }
    return views;
  }

  @Test
  void everybodyIsToldOfTheOthersAndNobodyOfHimself() {
    for (int round = 0; round < ROUNDS; round++) {
      Networks networks = networks();
      List<VtepView> views = views();
      var desired = Computation.compute(networks, views, Ages.of(ages));

      for (VtepView view : views) {
        SortedMap<String, DesiredNetwork> told = desired.get(view.identity());
        assertThat(told.keySet()).as("seed %d", seed).doesNotContain("gone");
        for (Network network : networks.networks()) {
          assertThat(told.containsKey(network.name()))
              .as("seed %d round %d", seed, round)
              .isEqualTo(view.takesPart(network));
          if (view.takesPart(network)) {
            checkFlood(network, view, views, told.get(network.name()));
            checkStations(network, view, views, desired);
          }
        }
      }
    }
  }

  private void checkFlood(
      Network network, VtepView view, List<VtepView> views, DesiredNetwork told) {
    Set<Ipv4Address> must = new HashSet<>();
    views.stream()
        .filter(other -> !other.equals(view) && other.takesPart(network))
        .forEach(other -> must.addAll(other.tunnelIps()));
    network.endpoints().forEach(endpoint -> must.add(endpoint.ip()));
    assertThat(told.flood())
        .as("seed %d", seed)
        .containsAll(must)
        .doesNotContainAnyElementsOf(view.tunnelIps());
    boolean complete =
        views.stream()
            .flatMap(each -> each.switches().keySet().stream())
            .toList()
            .containsAll(network.switchNames());
    if (complete) {
      assertThat(told.flood()).as("seed %d", seed).isEqualTo(must);
    }
  }

  private void checkStations(
      Network network,
      VtepView view,
      List<VtepView> views,
      Map<String, SortedMap<String, DesiredNetwork>> desired) {
    SortedMap<MacAddress, Place> told = desired.get(view.identity()).get(network.name()).stations();
    for (int mac = 1; mac <= MACS; mac++) {
      Station station = new Station(network.name(), new MacAddress(mac));
      List<VtepView> claimants =
          views.stream()
              .filter(each -> each.takesPart(network) && each.local().containsKey(station))
              .toList();
      if (claimants.isEmpty()) {
        continue;
      }
      Set<Ipv4Address> places = new HashSet<>();
      for (VtepView each : views) {
        if (each.takesPart(network)) {
          Place place =
              desired.get(each.identity()).get(network.name()).stations().get(station.mac());
          if (place != null) {
            places.add(place.ip());
          }
        }
      }
      assertThat(places).as("seed %d: all are told the same", seed).hasSizeLessThanOrEqualTo(1);
      long newest = claimants.stream().mapToLong(it -> age(it, station)).max().orElseThrow();
      Place place = told.get(station.mac());
      if (place == null) {
        assertThat(claimants).as("seed %d: only the owner is not told", seed).contains(view);
        assertThat(age(view, station)).as("seed %d", seed).isEqualTo(newest);
      } else {
        assertThat(view.tunnelIps()).as("seed %d", seed).doesNotContain(place.ip());
        assertThat(claimants)
            .as("seed %d: the newest wins", seed)
            .anyMatch(it -> it.tunnelIps().contains(place.ip()) && age(it, station) == newest);
      }
    }
  }

  private long age(VtepView view, Station station) {
    return Ages.of(ages).of(view.identity(), station);
  }

  @Test
  void theOrderOfTheVtepsMakesNoDifference() {
    for (int round = 0; round < ROUNDS; round++) {
      Networks networks = networks();
      List<VtepView> views = new ArrayList<>(views());
      var desired = Computation.compute(networks, views, Ages.of(ages));
      Collections.shuffle(views, random);
      assertThat(Computation.compute(networks, views, Ages.of(ages)))
          .as("seed %d", seed)
          .isEqualTo(desired);
    }
  }

  @Test
  void whatWasToldBeforeDecidesWhenNobodyKnowsTheOrder() {
    Station station = new Station("red", new MacAddress(1));
    Map<Station, Place> none = Map.of();
    VtepView first =
        new VtepView(
            "v1",
            Map.of("s1", List.of(end(1))),
            Map.of(station, Place.behind(end(1))),
            Map.of(station, Place.behind(end(2))),
            Map.of());
    VtepView second =
        new VtepView(
            "v2",
            Map.of("s2", List.of(end(2))),
            Map.of(station, Place.behind(end(2))),
            none,
            Map.of());
    var desired = Computation.compute(red("s1", "s2"), List.of(first, second), Ages.of(Map.of()));
    assertThat(desired.get("v1").get("red").stations())
        .containsEntry(station.mac(), Place.behind(end(2)));
    assertThat(desired.get("v2").get("red").stations()).isEmpty();
  }

  private static Networks red(String... switches) {
    List<PortBinding> ports = new ArrayList<>();
    for (String each : switches) {
      ports.add(new PortBinding(each, "p1", VlanId.UNTAGGED));
    }
    return new Networks(List.of(), List.of(new Network("red", new Vni(1), ports, List.of())));
  }

  @Test
  void whatLeadsToASwitchThatWasNotSeenYetStays() {
    Station station = new Station("red", new MacAddress(1));
    VtepView first =
        new VtepView(
            "v1",
            Map.of("s1", List.of(end(1))),
            Map.of(),
            Map.of(station, Place.behind(end(2))),
            Map.of("red", Set.of(end(2))));
    var unseen = Computation.compute(red("s1", "s2"), List.of(first), Ages.of(Map.of()));
    assertThat(unseen.get("v1").get("red").stations()).containsKey(station.mac());
    assertThat(unseen.get("v1").get("red").flood()).containsExactly(end(2));

    VtepView second =
        new VtepView("v2", Map.of("s2", List.of(end(3))), Map.of(), Map.of(), Map.of());
    var seen = Computation.compute(red("s1", "s2"), List.of(first, second), Ages.of(Map.of()));
    assertThat(seen.get("v1").get("red").stations()).isEmpty();
    assertThat(seen.get("v1").get("red").flood()).containsExactly(end(3));

    var alone = Computation.compute(red("s1"), List.of(first), Ages.of(Map.of()));
    assertThat(alone.get("v1").get("red").flood()).isEmpty();
  }
}
