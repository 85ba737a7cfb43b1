package io.vtepd.bridge.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.BridgeEvent.MacForgotten.Reason;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.McastMacsLocal;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.UcastMacsLocal;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.VlanPair;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeedbackTest {

  private static final String TOR = "tor1";
  private static final String MAC = "02:00:00:00:00:01";
  private static final FeedbackSettings SETTINGS = new FeedbackSettings(1_000, 100, 0);

  private final ScriptedDatabase database = new ScriptedDatabase(1);
  private final Uuid tor = database.physicalSwitch(TOR, "192.0.2.1");
  private final Uuid port = database.port(tor, "eth1");
  private final Uuid red = database.logicalSwitch("red", OptionalLong.of(5001));
  private FeedbackBench bench;

  private void start() throws Exception {
    bench = new FeedbackBench(database, SETTINGS);
    bench.event(TOR, new BridgeEvent.PortAppeared("eth1"));
  }

  private void startBound() throws Exception {
    database.bind(port, 0, red);
    start();
    bench.settle(TOR);
  }

  private static FactId.Unicast station(Uuid logicalSwitch, String mac) {
    return new FactId.Unicast(NetworkKey.of(logicalSwitch), MacAddress.of(mac));
  }

  private static BridgeEvent learned(Uuid logicalSwitch, String mac) {
    return new BridgeEvent.MacLearned(
        station(logicalSwitch, mac), new FactId.Binding("eth1", VlanId.UNTAGGED));
  }

  private static BridgeEvent forgotten(Uuid logicalSwitch, String mac, Reason why) {
    return new BridgeEvent.MacForgotten(
        station(logicalSwitch, mac), new FactId.Binding("eth1", VlanId.UNTAGGED), why);
  }

  private List<UcastMacsLocal> ucast() {
    return database.rows(database.tables().ucastMacsLocal());
  }

  private List<McastMacsLocal> mcast() {
    return database.rows(database.tables().mcastMacsLocal());
  }

  private List<PhysicalPort> ports() {
    List<Uuid> listed = physicalSwitch().ports();
    return database.rows(database.tables().physicalPort()).stream()
        .filter(row -> listed.contains(row.uuid()))
        .toList();
  }

  private PhysicalSwitch physicalSwitch() {
    return database.rows(database.tables().physicalSwitch()).getFirst();
  }

  @Test
  void reportsAStationWithTheLocatorOfTheSwitchAndRemovesItWhenItAges() throws Exception {
    startBound();
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(50);
    assertThat(ucast())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.mac().text()).isEqualTo(MAC);
          assertThat(row.logicalSwitch()).isEqualTo(red);
        });
    assertThat(database.rows(database.tables().physicalLocator()))
        .singleElement()
        .satisfies(row -> assertThat(row.dstIp().text()).isEqualTo("192.0.2.1"));
    bench.event(TOR, forgotten(red, MAC, Reason.AGED));
    bench.executor.pass(50);
    assertThat(ucast()).isEmpty();
  }

  @Test
  void knowsWhereStationsAreAndSinceWhenTunnelsWork() throws Exception {
    database.bind(port, 0, red);
    Ipv4Address remote = Ipv4Address.of("203.0.113.9");
    Uuid locator = database.locator(remote.toString(), OptionalLong.empty());
    Uuid row = database.remoteMac("02:00:00:00:00:99", red, locator);
    start();
    bench.settle(TOR);
    bench.event(TOR, learned(red, MAC));
    FactId.Binding at = new FactId.Binding("eth1", VlanId.UNTAGGED);
    LearnedStation station = new LearnedStation(TOR, red, MacAddress.of(MAC), at);
    assertThat(bench.sightings().stations()).containsExactly(station);
    bench.event(TOR, new BridgeEvent.TunnelDown(remote, "no port yet"));
    bench.executor.pass(1_000);
    bench.event(TOR, new BridgeEvent.TunnelDown(remote, "BFD is init"));
    bench.executor.pass(1_000);
    assertThat(bench.sightings().tunnels())
        .containsExactly(new TunnelStanding(TOR, remote, false, "BFD is init", 2_000));
    bench.event(TOR, new BridgeEvent.TunnelUp(remote));
    bench.executor.pass(500);
    bench.event(TOR, new BridgeEvent.TunnelUp(remote));
    assertThat(bench.sightings().tunnels())
        .containsExactly(new TunnelStanding(TOR, remote, true, "", 500));

    database.delete(database.tables().ucastMacsRemote(), row);
    bench.commit();
    bench.event(TOR, new BridgeEvent.TunnelDown(remote, "not wanted any more"));
    assertThat(bench.sightings().tunnels()).isEmpty();
    database.unbind(port, 0);
    bench.commit();
    assertThat(bench.sightings().stations()).as("of a network that is gone").isEmpty();
  }

  @Test
  void tellsWhereUnknownDestinationsAreWelcomeWhileThereIsABinding() throws Exception {
    start();
    bench.settle(TOR);
    assertThat(mcast()).isEmpty();
    database.bind(port, 0, red);
    bench.commit();
    assertThat(mcast())
        .singleElement()
        .satisfies(row -> assertThat(row.mac().text()).isEqualTo("unknown-dst"));
  }

  @Test
  void anHourInWhichNobodyWritesChangesNothingThatIsReported() throws Exception {
    startBound();
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(50);
    int before = bench.transactions.size();
    bench.executor.pass(3_600_000);
    assertThat(bench.transactions).hasSize(before);
    assertThat(ucast()).hasSize(1);
    assertThat(mcast()).hasSize(1);
    Uuid blue = database.logicalSwitch("blue", OptionalLong.of(5002));
    database.unbind(port, 0);
    database.bind(port, 0, blue);
    bench.commit();
    assertThat(ucast()).as("what the controller changes counts at once").isEmpty();
    assertThat(mcast()).singleElement().extracting(McastMacsLocal::logicalSwitch).isEqualTo(blue);
  }

  @Test
  void removesEveryLocalRowAtOnceWithTheLastBinding() throws Exception {
    startBound();
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(50);
    int before = bench.transactions.size();
    database.unbind(port, 0);
    bench.commit();
    assertThat(ucast()).isEmpty();
    assertThat(mcast()).isEmpty();
    assertThat(bench.transactions).hasSize(before + 1);
  }

  @Test
  void writesNothingASecondTimeAfterARestart() throws Exception {
    startBound();
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(50);
    List<Uuid> rows = ucast().stream().map(UcastMacsLocal::uuid).toList();

    FeedbackBench next = new FeedbackBench(database, SETTINGS);
    next.event(TOR, new BridgeEvent.PortAppeared("eth1"));
    next.event(TOR, learned(red, MAC));
    next.settle(TOR);
    assertThat(next.transactions).isEmpty();
    assertThat(ucast()).extracting(UcastMacsLocal::uuid).isEqualTo(rows);
  }

  @Test
  void keepsRowsOfAnEarlierLifeUntilTheSwitchHasBeenRead() throws Exception {
    startBound();
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(50);

    FeedbackBench next = new FeedbackBench(database, SETTINGS);
    next.executor.pass(5_000);
    assertThat(ucast()).hasSize(1);
    next.settle(TOR);
    assertThat(ucast()).isEmpty();
  }

  @Test
  void putsBackARowThatAControllerDeletedOnlyWhileItIsTrue() throws Exception {
    startBound();
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(50);
    database.delete(database.tables().ucastMacsLocal(), ucast().getFirst().uuid());
    database.delete(database.tables().mcastMacsLocal(), mcast().getFirst().uuid());
    bench.commit();
    assertThat(ucast()).hasSize(1);
    assertThat(mcast()).hasSize(1);

    database.unbind(port, 0);
    ucast().forEach(row -> database.delete(database.tables().ucastMacsLocal(), row.uuid()));
    mcast().forEach(row -> database.delete(database.tables().mcastMacsLocal(), row.uuid()));
    database.delete(database.tables().logicalSwitch(), red);
    int before = bench.transactions.size();
    bench.commit();
    assertThat(bench.transactions).hasSize(before);
  }

  @Test
  void computesAnewWhatLostARace() throws Exception {
    startBound();
    bench.refuseNext();
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(50);
    assertThat(ucast()).isEmpty();
    database.unbind(port, 0);
    database.delete(database.tables().mcastMacsLocal(), mcast().getFirst().uuid());
    database.delete(database.tables().logicalSwitch(), red);
    bench.commit();
    bench.executor.pass(60_000);
    assertThat(ucast()).isEmpty();
    assertThat(bench.transactions.getLast())
        .as("the refused one was the last")
        .anyMatch(Operation.Insert.class::isInstance);
  }

  @Test
  void writesNothingTwiceWhenACommittedReportLostItsAnswer() throws Exception {
    startBound();
    bench.loseAnswerOfNext();
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(60_000);
    String other = "02:00:00:00:00:02";
    bench.event(TOR, learned(red, other));
    bench.reconnect();
    assertThat(ucast())
        .as("at once, though tries were far between")
        .extracting(row -> row.mac().text())
        .containsExactlyInAnyOrder(MAC, other);
    assertThat(bench.transactions.getLast())
        .filteredOn(Operation.Insert.class::isInstance)
        .as("one station is new to the database")
        .hasSize(1);
  }

  @Test
  void makesRowsForPortsAndKeepsThemForAMoment() throws Exception {
    start();
    bench.event(TOR, new BridgeEvent.PortAppeared("eth2"));
    bench.settle(TOR);
    assertThat(ports()).extracting(PhysicalPort::name).containsExactlyInAnyOrder("eth1", "eth2");
    assertThat(ports())
        .as("a description for the row that we made")
        .extracting(PhysicalPort::description)
        .containsExactlyInAnyOrder("", "eth2");
    bench.event(TOR, new BridgeEvent.PortVanished("eth1"));
    bench.executor.pass(500);
    assertThat(ports()).extracting(PhysicalPort::uuid).contains(port);
    bench.event(TOR, new BridgeEvent.PortAppeared("eth1"));
    bench.executor.pass(5_000);
    assertThat(ports()).extracting(PhysicalPort::uuid).contains(port);
    bench.event(TOR, new BridgeEvent.PortVanished("eth1"));
    bench.executor.pass(1_500);
    assertThat(ports()).extracting(PhysicalPort::name).containsExactly("eth2");
  }

  @Test
  void aRenamedPortIsANewRowAndTheOldOneIsHeldWithItsBindings() throws Exception {
    startBound();
    bench.event(TOR, new BridgeEvent.PortVanished("eth1"));
    bench.event(TOR, new BridgeEvent.PortAppeared("lan1"));
    bench.executor.pass(500);
    assertThat(ports()).extracting(PhysicalPort::name).containsExactlyInAnyOrder("eth1", "lan1");
    PhysicalPort held =
        ports().stream().filter(row -> row.uuid().equals(port)).findFirst().orElseThrow();
    assertThat(held.vlanBindings()).hasSize(1);
    assertThat(held.portFaultStatus()).containsExactly("unspecified_fault");
    bench.executor.pass(1_000);
    assertThat(ports()).extracting(PhysicalPort::name).containsExactly("lan1");
  }

  @Test
  void saysThatAclsAndRoutersAreNotServed() throws Exception {
    startBound();
    var ports = database.tables().physicalPort();
    Uuid acl = database.insert(database.tables().acl());
    database.set(ports, port, ports.aclBindings(), List.of(VlanPair.of(VlanId.UNTAGGED, acl)));
    var routers = database.tables().logicalRouter();
    Uuid router = database.insert(routers);
    bench.commit();
    assertThat(ports().getFirst().portFaultStatus()).containsExactly("invalid_ACL_binding");
    assertThat(physicalSwitch().switchFaultStatus()).as("no interface yet").isEmpty();
    database.set(routers, router, routers.switchBinding(), Map.of("10.0.0.1/24", red));
    bench.commit();
    assertThat(physicalSwitch().switchFaultStatus()).containsExactly("lr_support_fault");
    database.delete(routers, router);
    database.set(ports, port, ports.aclBindings(), List.of());
    bench.commit();
    assertThat(ports().getFirst().portFaultStatus()).isEmpty();
    assertThat(physicalSwitch().switchFaultStatus()).isEmpty();
  }

  @Test
  void aStormOfStationsMakesNoStormOfTransactions() throws Exception {
    startBound();
    bench.executor.pass(5_000);
    int before = bench.transactions.size();
    for (int ms = 0; ms < 2_000; ms++) {
      String mac = String.format("02:00:00:01:%02x:%02x", ms >> 8, ms & 255);
      bench.event(TOR, learned(red, mac));
      if (ms % 2 == 0) {
        bench.event(TOR, forgotten(red, mac, Reason.AGED));
      }
      if (ms == 1_500) {
        bench.event(TOR, new BridgeEvent.PortAppeared("eth2"));
      }
      bench.executor.pass(1);
      if (ms == 1_530) {
        assertThat(ports()).as("others wait a moment").hasSize(2);
      }
    }
    assertThat(bench.transactions.size() - before).as("100, and 100 a second").isLessThan(310);
    bench.executor.pass(1_000);
    assertThat(ucast()).hasSize(1_000);
    int settled = bench.transactions.size();
    bench.executor.pass(60_000);
    assertThat(bench.transactions).as("it is quiet again").hasSize(settled);
  }

  @Test
  void makesATunnelRowForEachTunnelInUseAndRemovesItAfterwards() throws Exception {
    startBound();
    Uuid locator = database.locator("192.0.2.2", OptionalLong.empty());
    Uuid remote = database.remoteMac("02:00:00:00:00:99", red, locator);
    bench.commit();
    assertThat(physicalSwitch().tunnels()).hasSize(1);
    database.delete(database.tables().ucastMacsRemote(), remote);
    bench.commit();
    assertThat(physicalSwitch().tunnels()).isEmpty();
  }

  @Test
  void leavesATunnelRowThatAControllerMade() throws Exception {
    Uuid own = database.locator("192.0.2.1", OptionalLong.empty());
    Uuid other = database.locator("192.0.2.2", OptionalLong.empty());
    Uuid tunnel = database.tunnel(tor, own, other, Map.of("enable", "true"));
    startBound();
    assertThat(physicalSwitch().tunnels()).containsExactly(tunnel);
  }

  @Test
  void leavesARowThatAControllerMakesBesideOursAndReportsBfdInBoth() throws Exception {
    startBound();
    Uuid own = database.locator("192.0.2.1", OptionalLong.empty());
    Uuid other = database.locator("192.0.2.2", OptionalLong.empty());
    database.remoteMac("02:00:00:00:00:99", red, other);
    bench.commit();
    assertThat(physicalSwitch().tunnels()).hasSize(1);
    Uuid theirs = database.tunnel(tor, own, other, Map.of());
    bench.commit();
    assertThat(physicalSwitch().tunnels()).hasSize(2).contains(theirs);
    bench.bfd(TOR, "192.0.2.2", Map.of("state", "up"));
    assertThat(database.rows(database.tables().tunnel()))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.bfdStatus()).containsEntry("state", "up"));
  }

  @Test
  void setsAndClearsFaults() throws Exception {
    startBound();
    bench.faults(
        TOR,
        new SwitchFaults(Map.of("eth1", Set.of("invalid_vlan_map")), Set.of("unspecified_fault")));
    assertThat(ports().getFirst().portFaultStatus()).containsExactly("invalid_vlan_map");
    assertThat(physicalSwitch().switchFaultStatus()).containsExactly("unspecified_fault");
    bench.faults(TOR, SwitchFaults.NONE);
    assertThat(ports().getFirst().portFaultStatus()).isEmpty();
    assertThat(physicalSwitch().switchFaultStatus()).isEmpty();
  }

  @Test
  void followsAChangedTunnelIp() throws Exception {
    startBound();
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(50);
    Uuid row = ucast().getFirst().uuid();
    var table = database.tables().physicalSwitch();
    database.set(table, tor, table.tunnelIps(), List.of(IpField.parse("192.0.2.9")));
    bench.commit();
    assertThat(ucast()).singleElement().extracting(UcastMacsLocal::uuid).isEqualTo(row);
    Uuid locator = ucast().getFirst().locator();
    assertThat(database.rows(database.tables().physicalLocator()))
        .filteredOn(each -> each.uuid().equals(locator))
        .singleElement()
        .satisfies(each -> assertThat(each.dstIp().text()).isEqualTo("192.0.2.9"));
    assertThat(mcast()).hasSize(1);
  }

  @Test
  void removesTheStationsOfASwitchWhoseLastBindingGoesWhileAnotherSwitchHasTheNetwork()
      throws Exception {
    Uuid tor2 = database.physicalSwitch("tor2", "192.0.2.2");
    Uuid port2 = database.port(tor2, "eth1");
    database.bind(port2, 0, red);
    startBound();
    bench.event("tor2", new BridgeEvent.PortAppeared("eth1"));
    bench.settle("tor2");
    bench.event(TOR, learned(red, MAC));
    bench.executor.pass(50);
    assertThat(ucast()).hasSize(1);
    database.unbind(port, 0);
    bench.commit();
    bench.event(TOR, forgotten(red, MAC, Reason.UNBOUND));
    bench.executor.pass(50);
    assertThat(ucast()).isEmpty();
    assertThat(mcast()).hasSize(1);
  }

  @Test
  void removesTheStationsOfASwitchThatIsDeletedWhileAnotherSwitchHasTheNetwork() throws Exception {
    Uuid tor2 = database.physicalSwitch("tor2", "192.0.2.2");
    Uuid port2 = database.port(tor2, "eth1");
    database.bind(port2, 0, red);
    startBound();
    bench.event("tor2", new BridgeEvent.PortAppeared("eth1"));
    bench.settle("tor2");
    bench.event("tor2", learned(red, MAC));
    bench.executor.pass(50);
    assertThat(ucast()).hasSize(1);
    database.delete(database.tables().physicalSwitch(), tor2);
    bench.commit();
    assertThat(ucast()).isEmpty();
    assertThat(mcast()).hasSize(1);
  }

  @Test
  void looksAgainAtAHeldPortWithOneTimerHoweverOftenTheControllerWrites() throws Exception {
    startBound();
    bench.event(TOR, new BridgeEvent.PortVanished("eth1"));
    bench.executor.pass(50);
    for (int vlan = 1; vlan < 20; vlan++) {
      database.bind(port, vlan, red);
      bench.commit();
    }
    assertThat(bench.executor.waiting()).isLessThanOrEqualTo(2);
  }

  @Test
  void writesManyStationsInBatches() throws Exception {
    startBound();
    int before = bench.transactions.size();
    for (int i = 0; i < 250; i++) {
      bench.event(TOR, learned(red, String.format("02:00:00:00:01:%02x", i)));
    }
    bench.executor.pass(100);
    assertThat(ucast()).hasSize(250);
    assertThat(bench.transactions).hasSize(before + 3);
  }
}
