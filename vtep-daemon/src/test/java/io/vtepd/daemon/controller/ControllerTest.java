package io.vtepd.daemon.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.TunnelKey;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.VlanPair;
import io.vtepd.vtep.Vni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controller on real databases, each on a server of its own in this process. */
class ControllerTest {

  private static final MacAddress A = MacAddress.of("0a:00:00:00:00:01");
  private static final MacAddress B = MacAddress.of("0a:00:00:00:00:02");
  private static final int STEPS = 150;

  private final List<ScheduledExecutorService> executors = new ArrayList<>();
  private final List<String> obstacles = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicLong nowMs = new AtomicLong();
  private final List<Plan> plans = new CopyOnWriteArrayList<>();
  private Site one;
  private Site two;

  private final Narrator narrator =
      new Narrator() {
        @Override
        public void heard(String vtep, String sentence) {
          heard.add(sentence);
          if (sentence.startsWith("cannot do all: ")) {
            obstacles.add(vtep + ": " + sentence);
          }
        }

        @Override
        public void sent(String vtep, Plan plan) {
          plans.add(plan);
        }

        @Override
        public void answered(String vtep, String outcome) {
          assertThat(outcome).doesNotStartWith("refused");
        }
      };

  @BeforeEach
  void openSites() throws Exception {
    one = new Site("s1", "192.0.2.1", 3);
    two = new Site("s2", "192.0.2.2", 3);
  }

  @AfterEach
  void close() {
    executors.forEach(ScheduledExecutorService::shutdownNow);
    one.close();
    two.close();
  }

  private Controller controller() {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    executors.add(executor);
    return new Controller(
        new Ownership("test"),
        executor,
        narrator,
        () -> nowMs.get() + TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        new Random());
  }

  private static void connect(Controller controller, Site site) {
    controller.connect(site.name, site.connection(), site.sink(), true, () -> {});
  }

  private static Network network(String name, int vni, PortBinding... ports) {
    return new Network(name, new Vni(vni), List.of(ports), List.of());
  }

  private static PortBinding port(String owner, int port, int vlan) {
    return new PortBinding(owner, owner + "-eth" + port, new VlanId(vlan));
  }

  private static Networks red() {
    return new Networks(
        List.of(), List.of(network("red", 100, port("s1", 1, 0), port("s2", 1, 10))));
  }

  private static void awaitTold(Site site, String... lines) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(site.told()).as(site.name).containsExactly(lines));
  }

  private static void awaitLine(Site site, String line) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(site.told()).as(site.name).contains(line));
  }

  @Test
  void makesOneNetworkOfTwoSitesAndTakesItAwayAgain() throws Exception {
    Controller controller = controller();
    controller.setNetworks(red());
    connect(controller, one);
    connect(controller, two);
    awaitTold(one, "binding s1-eth1 0 red", "flood red [192.0.2.2]", "network red 100");
    awaitTold(two, "binding s2-eth1 10 red", "flood red [192.0.2.1]", "network red 100");

    one.learn("red", A);
    awaitLine(two, "station red " + A + " 192.0.2.1");
    two.learn("red", B);
    awaitLine(one, "station red " + B + " 192.0.2.2");

    two.learn("red", A);
    awaitLine(one, "station red " + A + " 192.0.2.2");
    assertThat(two.told()).doesNotContain("station red " + A + " 192.0.2.2");
    one.forget("red", A);
    two.forget("red", B);
    awaitTold(
        one,
        "binding s1-eth1 0 red",
        "flood red [192.0.2.2]",
        "network red 100",
        "station red " + A + " 192.0.2.2");

    controller.setNetworks(Networks.none());
    awaitTold(one);
    awaitTold(two);
  }

  private static Networks redWith(Bfd bfd) {
    return new Networks(List.of(), red().networks(), Optional.of(bfd));
  }

  private static void awaitTunnels(Site site, String... lines) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(site.tunnels()).containsExactly(lines));
  }

  @Test
  void watchesTunnelsByBfdIfTheFileSaysSo() throws Exception {
    Controller controller = controller();
    controller.setNetworks(red());
    connect(controller, one);
    connect(controller, two);
    awaitLine(one, "flood red [192.0.2.2]");
    one.dig("192.0.2.2");
    awaitLine(two, "flood red [192.0.2.1]");
    controller.setNetworks(redWith(new Bfd(true, OptionalInt.of(100), OptionalInt.empty())));
    awaitTunnels(one, "192.0.2.2 {enable=true, min_rx=100}");
    two.dig("192.0.2.1");
    awaitTunnels(two, "192.0.2.1 {enable=true, min_rx=100}");
    controller.setNetworks(redWith(Bfd.OFF));
    awaitTunnels(one, "192.0.2.2 {enable=false, min_rx=100}");
    awaitTunnels(two, "192.0.2.1 {enable=false, min_rx=100}");
  }

  @Test
  void ofAStationThatTwoSitesClaimInTurnTheLastMoveHoldsForAWhile() throws Exception {
    Controller controller = controller();
    controller.setNetworks(red());
    connect(controller, one);
    connect(controller, two);
    awaitLine(one, "network red 100");
    awaitLine(two, "network red 100");
    one.learn("red", A);
    awaitLine(two, "station red " + A + " 192.0.2.1");
    Site from = one;
    Site to = two;
    for (int move = 1; move <= Moves.MOVE_LIMIT; move++) {
      to.learn("red", A);
      awaitLine(from, "station red " + A + " " + to.end);
      from.forget("red", A);
      Site next = from;
      from = to;
      to = next;
    }
    plans.clear();
    to.learn("red", A);
    to.learn("red", B);
    awaitLine(from, "station red " + B + " " + to.end);
    assertThat(from.told()).doesNotContain("station red " + A + " " + to.end);
    assertThat(to.told()).contains("station red " + A + " " + from.end);
    String both =
        "station %s of red is claimed by %s and %s in turn".formatted(A, from.name, to.name);
    assertThat(heard).anyMatch(sentence -> sentence.startsWith(both));
    assertThat(controller.show().toCompletableFuture().get(10, TimeUnit.SECONDS))
        .contains("! " + both);
    nowMs.addAndGet(Moves.HOLD_MS);
    from.learn("red", new MacAddress(6));
    awaitLine(from, "station red " + A + " " + to.end);
  }

  @Test
  void findsAgainWhatItHasMadeAfterARestart() throws Exception {
    Controller first = controller();
    first.setNetworks(red());
    Site.Flow to1 = one.connection();
    Site.Flow to2 = two.connection();
    first.connect("s1", to1, one.sink(), true, () -> {});
    first.connect("s2", to2, two.sink(), true, () -> {});
    awaitLine(one, "network red 100");
    awaitLine(two, "flood red [192.0.2.1]");
    one.learn("red", A);
    awaitLine(two, "station red " + A + " 192.0.2.1");
    to1.cut();
    to2.cut();
    executors.getFirst().shutdown();
    assertThat(executors.getFirst().awaitTermination(10, TimeUnit.SECONDS)).isTrue();

    plans.clear();
    Controller second = controller();
    second.setNetworks(red());
    connect(second, two);
    two.learn("red", B);
    connect(second, one);
    awaitLine(one, "station red " + B + " 192.0.2.2");
    assertThat(two.told()).contains("station red " + A + " 192.0.2.1");
    assertThat(plans).as("only what was new was sent").hasSize(1);
  }

  @Test
  void writesNothingThatOthersHaveMade() throws Exception {
    var tables = one.tables();
    one.write(it -> {
      var foreign =
          it.insert(
              tables.logicalSwitch(), new RowValues().set(tables.logicalSwitch().name(), "red"));
      var other =
          it.insert(
              tables.logicalSwitch(),
              new RowValues()
                  .set(tables.logicalSwitch().name(), "other")
                  .set(tables.logicalSwitch().tunnelKey(), new TunnelKey.Network(new Vni(5))));
      one.contents()
          .forEach(
              tables.physicalPort(),
              row -> {
                if (row.name().equals("s1-eth1")) {
                  it.addTo(
                      tables.physicalPort(),
                      row.row().uuid(),
                      tables.physicalPort().vlanBindings(),
                      List.of(new VlanPair(0, other), new VlanPair(7, foreign)));
                }
              });
    });
    List<String> before = one.told();
    Controller controller = controller();
    controller.setNetworks(
        new Networks(
            List.of(),
            List.of(
                network("red", 100, port("s1", 2, 0)),
                network("blue", 200, port("s1", 1, 0), port("s1", 1, 8), port("s1", 9, 0)))));
    connect(controller, one);
    awaitLine(one, "binding s1-eth1 8 blue");
    await().untilAsserted(() -> assertThat(obstacles).hasSizeGreaterThanOrEqualTo(3));
    assertThat(obstacles)
        .anyMatch(it -> it.contains("Logical_Switch \"red\" that is not ours"))
        .anyMatch(it -> it.contains("port s1-eth1 untagged of s1 is bound to a logical switch"))
        .anyMatch(it -> it.contains("switch s1 has no port s1-eth9 for network blue"));
    controller.setNetworks(Networks.none());
    await().untilAsserted(() -> assertThat(one.told()).isEqualTo(before));
  }

  @Test
  void isRightInTheEndWhateverHappens() throws Exception {
    long seed = Long.getLong("vtepd.seed", System.nanoTime());
    Random random = new Random(seed);
    Controller controller = controller();
    connect(controller, one);
    connect(controller, two);
    List<Site> sites = List.of(one, two);
    Networks networks = Networks.none();
    for (int step = 0; step < STEPS; step++) {
      Site site = sites.get(random.nextInt(2));
      MacAddress mac = new MacAddress(2L * (1 + random.nextInt(4)));
      String network = random.nextBoolean() ? "red" : "blue";
      switch (random.nextInt(6)) {
        case 0 -> {
          networks = randomNetworks(random);
          controller.setNetworks(networks);
        }
        case 1 -> site.forget(network, mac);
        default -> learnIfThere(site, network, mac);
      }
    }
    Networks last = networks;
    for (int i = 0; i < 2; i++) {
      Site site = sites.get(i);
      Site other = sites.get(1 - i);
      await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> checkEnd(seed, last, site, other));
    }
    controller.setNetworks(Networks.none());
    awaitTold(one);
    awaitTold(two);
  }

  /** The network may end between the look and the write. */
  private static void learnIfThere(Site site, String network, MacAddress mac) throws Exception {
    try {
      site.learn(network, mac);
    } catch (IllegalStateException refused) {
      assertThat(refused).hasMessageContaining("referential integrity violation");
    }
  }

  private static Networks randomNetworks(Random random) {
    List<Network> networks = new ArrayList<>();
    for (String name : List.of("red", "blue")) {
      if (random.nextInt(4) == 0) {
        continue;
      }
      List<PortBinding> ports = new ArrayList<>();
      int own = name.equals("red") ? 1 : 2;
      for (String owner : List.of("s1", "s2")) {
        for (int port = 1; port <= 3; port++) {
          if (random.nextBoolean()) {
            ports.add(port(owner, port, own));
          }
        }
      }
      networks.add(new Network(name, new Vni(own + 10 * random.nextInt(2)), ports, List.of()));
    }
    return new Networks(List.of(), networks);
  }

  private static void checkEnd(long seed, Networks networks, Site site, Site other) {
    List<String> expected = new ArrayList<>();
    for (Network network : networks.networks()) {
      boolean here = network.switchNames().contains(site.name);
      boolean there = network.switchNames().contains(other.name);
      if (!here) {
        continue;
      }
      expected.add("network " + network.name() + " " + network.vni());
      network.ports().stream()
          .filter(port -> port.switchName().equals(site.name))
          .forEach(port ->
              expected.add(
                  "binding " + port.port() + " " + port.vlan().value() + " " + network.name()));
      if (there) {
        expected.add("flood " + network.name() + " [" + other.end + "]");
      }
    }
    assertThat(site.told().stream().filter(line -> !line.startsWith("station ")))
        .as("seed %d, %s", seed, site.name)
        .containsExactlyInAnyOrderElementsOf(expected);
    for (Network network : networks.networks()) {
      List<String> own = site.locals(network.name());
      List<String> others = other.locals(network.name());
      boolean both = network.switchNames().containsAll(List.of(site.name, other.name));
      List<String> told =
          site.told().stream()
              .filter(line -> line.startsWith("station " + network.name()))
              .map(line -> line.split(" ", -1)[2])
              .toList();
      List<String> must = others.stream().filter(mac -> !own.contains(mac)).toList();
      if (both) {
        assertThat(told).as("seed %d", seed).containsAll(must);
        assertThat(others).as("seed %d", seed).containsAll(told);
        own.stream()
            .filter(others::contains)
            .forEach(mac ->
                assertThat(told.contains(mac) ^ toldAt(other, network, mac))
                    .as("seed %d: one of both has %s", seed, mac)
                    .isTrue());
      } else {
        assertThat(told).as("seed %d", seed).isEmpty();
      }
    }
  }

  private static boolean toldAt(Site site, Network network, String mac) {
    return site.told().stream()
        .anyMatch(line -> line.startsWith("station " + network.name() + " " + mac));
  }
}
