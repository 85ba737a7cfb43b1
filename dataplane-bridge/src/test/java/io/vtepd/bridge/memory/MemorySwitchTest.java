package io.vtepd.bridge.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.BridgeEvent.MacForgotten;
import io.vtepd.bridge.desired.Destination;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.bridge.feedback.BindingCounts;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.ReplicationMode;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import io.vtepd.vtep.VtepCommit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemorySwitchTest {

  private static final MacAddress A = MacAddress.of("0a:00:00:00:00:0a");
  private static final MacAddress B = MacAddress.of("0a:00:00:00:00:0b");
  private static final MacAddress REMOTE = MacAddress.of("0a:00:00:00:00:0c");
  private static final MacAddress GROUP = MacAddress.of("01:00:5e:00:00:01");
  private static final Ipv4Address FAR = Ipv4Address.of("192.0.2.11");
  private static final Ipv4Address FARTHER = Ipv4Address.of("192.0.2.12");
  private static final Vni VNI = new Vni(5000);
  private static final long AGE_MS = 1000;

  private final ScriptedDatabase database = new ScriptedDatabase(1);
  private final List<BridgeEvent> events = new ArrayList<>();
  private final MemoryDriver driver =
      new MemoryDriver(new MemorySettings(AGE_MS, 2), (name, event) -> events.add(event));
  private final Uuid tor = database.physicalSwitch("tor", "192.0.2.1");
  private final Uuid eth1 = database.port(tor, "eth1");
  private final Uuid eth2 = database.port(tor, "eth2");
  private final Uuid red = database.logicalSwitch("red", OptionalLong.of(5000));
  private final Uuid far = database.locator("192.0.2.11", OptionalLong.empty());
  private final Uuid farther = database.locator("192.0.2.12", OptionalLong.empty());

  @BeforeEach
  void bindBothPorts() {
    database.bind(eth1, 10, red);
    database.bind(eth2, 0, red);
    commit();
    tor().addPort("eth1");
    tor().addPort("eth2");
    events.clear();
  }

  private void commit() {
    driver.onCommit(database.commit());
  }

  private MemorySwitch tor() {
    return driver.find("tor").orElseThrow();
  }

  private static EthernetFrame frame(MacAddress to, MacAddress from) {
    return EthernetFrame.of(to, from, 0x0800, new byte[] {1, 2, 3, 4});
  }

  private static EthernetFrame tagged(int vlan, MacAddress to, MacAddress from) {
    return frame(to, from).withVlan(new VlanId(vlan));
  }

  private List<Output> fromPort(String port, EthernetFrame frame, long nowMs) {
    return tor().receive(new Arrival.AtPort(port), frame, nowMs);
  }

  private List<Output> fromTunnel(EthernetFrame frame) {
    return tor().receive(new Arrival.FromTunnel(FAR, VNI), frame, 0);
  }

  private FactId.Unicast station(MacAddress mac) {
    return new FactId.Unicast(NetworkKey.of(red), mac);
  }

  private static FactId.Binding at(String port, int vlan) {
    return new FactId.Binding(port, new VlanId(vlan));
  }

  private void knowRemote() {
    database.remoteMac(REMOTE.toString(), red, far);
    commit();
  }

  @Test
  void stripsAndPushesTheTagsOfBindings() {
    assertThat(fromPort("eth1", tagged(10, B, A), 0))
        .containsExactly(new Output.ToPort("eth2", frame(B, A)));
    assertThat(fromPort("eth2", frame(A, B), 0))
        .containsExactly(new Output.ToPort("eth1", tagged(10, A, B)));
    assertThat(events)
        .containsExactly(
            new BridgeEvent.MacLearned(station(A), at("eth1", 10)),
            new BridgeEvent.MacLearned(station(B), at("eth2", 0)));
  }

  @Test
  void dropsWhatIsBoundToNothing() {
    assertThat(fromPort("eth1", frame(B, A), 0)).isEmpty();
    assertThat(fromPort("eth1", tagged(11, B, A), 0)).isEmpty();
    assertThat(fromPort("eth2", tagged(10, B, A), 0)).isEmpty();
    assertThat(fromPort("eth9", frame(B, A), 0)).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void dropsGroupSourcesAndReservedDestinations() {
    assertThat(fromPort("eth2", frame(B, GROUP), 0)).isEmpty();
    assertThat(fromPort("eth2", frame(MacAddress.of("01:80:c2:00:00:0e"), A), 0)).isEmpty();
    assertThat(fromPort("eth2", frame(MacAddress.of("01:80:c2:00:00:10"), A), 0)).hasSize(1);
  }

  @Test
  void neverSendsBackToWhereItCameFrom() {
    fromPort("eth2", frame(MacAddress.BROADCAST, A), 0);

    assertThat(fromPort("eth2", frame(A, B), 0)).isEmpty();
  }

  @Test
  void twoVlansOfOnePortTalkToEachOther() {
    database.bind(eth1, 20, red);
    database.bind(eth1, 0, red);
    commit();

    assertThat(fromPort("eth1", tagged(10, B, A), 0))
        .containsExactlyInAnyOrder(
            new Output.ToPort("eth1", frame(B, A)),
            new Output.ToPort("eth1", tagged(20, B, A)),
            new Output.ToPort("eth2", frame(B, A)));
    assertThat(fromPort("eth1", tagged(20, A, B), 0))
        .containsExactly(new Output.ToPort("eth1", tagged(10, A, B)));
  }

  @Test
  void sendsToRemoteStationsAndTakesFramesFromTunnels() {
    knowRemote();

    assertThat(fromPort("eth2", frame(REMOTE, A), 0))
        .containsExactly(new Output.ToTunnel(new Destination(FAR, VNI), frame(REMOTE, A)));
    assertThat(fromTunnel(frame(A, REMOTE)))
        .containsExactly(new Output.ToPort("eth2", frame(A, REMOTE)));
    assertThat(fromTunnel(frame(MacAddress.BROADCAST, REMOTE))).hasSize(2);
    assertThat(tor().receive(new Arrival.FromTunnel(FAR, new Vni(1)), frame(A, REMOTE), 0))
        .isEmpty();
    assertThat(tor().receive(new Arrival.FromTunnel(FARTHER, VNI), frame(A, REMOTE), 0)).isEmpty();
  }

  @Test
  void aTunnelNeverSendsToATunnel() {
    knowRemote();
    database.remoteGroup("unknown-dst", red, database.locatorSet(far, farther));
    commit();

    assertThat(fromTunnel(frame(REMOTE, B)))
        .hasSize(2)
        .allMatch(output -> output instanceof Output.ToPort);
    assertThat(fromTunnel(frame(MacAddress.BROADCAST, B)))
        .hasSize(2)
        .allMatch(output -> output instanceof Output.ToPort);
  }

  @Test
  void theNewestFactWins() {
    knowRemote();
    fromPort("eth1", tagged(10, B, REMOTE), 0);
    assertThat(fromPort("eth2", frame(REMOTE, A), 0))
        .as("a frame from a binding makes it local")
        .containsExactly(new Output.ToPort("eth1", tagged(10, REMOTE, A)));

    database.remoteMac(REMOTE.toString(), red, far);
    events.clear();
    commit();
    assertThat(fromPort("eth2", frame(REMOTE, A), 0))
        .as("a row makes it remote again, even if it says nothing new")
        .containsExactly(new Output.ToTunnel(new Destination(FAR, VNI), frame(REMOTE, A)));
    assertThat(events)
        .contains(
            new MacForgotten(station(REMOTE), at("eth1", 10), MacForgotten.Reason.BECAME_REMOTE));
  }

  @Test
  void followsAStationThatMoves() {
    fromPort("eth1", tagged(10, B, A), 0);
    events.clear();
    fromPort("eth2", frame(B, A), 0);

    assertThat(events)
        .containsExactly(new BridgeEvent.MacMoved(station(A), at("eth1", 10), at("eth2", 0)));
    assertThat(fromPort("eth1", tagged(10, A, B), 0))
        .containsExactly(new Output.ToPort("eth2", frame(A, B)));
  }

  @Test
  void forgetsWhoIsSilent() {
    fromPort("eth1", tagged(10, B, A), 0);
    fromPort("eth1", tagged(10, A, B), 1);
    fromPort("eth1", tagged(10, B, A), AGE_MS - 1);
    events.clear();
    tor().age(AGE_MS);
    assertThat(events).isEmpty();
    tor().age(AGE_MS + 1);

    assertThat(events)
        .containsExactly(new MacForgotten(station(B), at("eth1", 10), MacForgotten.Reason.AGED));
    assertThat(tor().learnedCount()).isEqualTo(1);
  }

  @Test
  void learnsNoMoreThanTheLimitAtABinding() {
    for (int i = 1; i <= 3; i++) {
      assertThat(fromPort("eth1", tagged(10, B, new MacAddress(0x0a00_0000_0000L + i)), 0))
          .hasSize(1);
    }

    assertThat(tor().learnedCount()).isEqualTo(2);
  }

  @Test
  void forgetsWhatWasLearnedAtABindingThatGoes() {
    fromPort("eth1", tagged(10, B, A), 0);
    events.clear();
    database.unbind(eth1, 10);
    commit();

    assertThat(events)
        .contains(new MacForgotten(station(A), at("eth1", 10), MacForgotten.Reason.UNBOUND));
    assertThat(tor().learnedCount()).isZero();
  }

  @Test
  void serviceNodeModeFailsOverAndSourceNodeModeSendsToAll() {
    Uuid near = database.locator("192.0.2.1", OptionalLong.empty());
    database.tunnel(tor, near, far, Map.of("enable", "true"));
    Uuid other = database.tunnel(tor, near, farther, Map.of("enable", "true"));
    database.remoteGroup("unknown-dst", red, database.locatorSet(far, farther));
    commit();
    EthernetFrame broadcast = frame(MacAddress.BROADCAST, A);
    Output local = new Output.ToPort("eth1", broadcast.withVlan(new VlanId(10)));
    Output first = new Output.ToTunnel(new Destination(FAR, VNI), broadcast);
    Output second = new Output.ToTunnel(new Destination(FARTHER, VNI), broadcast);

    assertThat(fromPort("eth2", broadcast, 0)).containsExactlyInAnyOrder(local, first);
    tor().setTunnelUp(FAR, false);
    assertThat(fromPort("eth2", broadcast, 0)).containsExactlyInAnyOrder(local, second);
    tor().setTunnelUp(FARTHER, false);
    assertThat(fromPort("eth2", broadcast, 0)).containsExactly(local);
    database.set(
        database.tables().tunnel(), other, database.tables().tunnel().bfdParams(), Map.of());
    commit();
    assertThat(fromPort("eth2", broadcast, 0))
        .as("nobody knows without BFD")
        .containsExactlyInAnyOrder(local, second);

    database.setMode(red, ReplicationMode.SOURCE_NODE);
    commit();
    assertThat(fromPort("eth2", broadcast, 0)).containsExactlyInAnyOrder(local, first, second);
  }

  @Test
  void aGroupHasLocatorsOfItsOwn() {
    database.remoteGroup("unknown-dst", red, database.locatorSet(far));
    database.remoteGroup(GROUP.toString(), red, database.locatorSet(farther));
    commit();

    assertThat(fromPort("eth2", frame(GROUP, A), 0))
        .containsExactlyInAnyOrder(
            new Output.ToPort("eth1", tagged(10, GROUP, A)),
            new Output.ToTunnel(new Destination(FARTHER, VNI), frame(GROUP, A)));
  }

  @Test
  void localSwitchingGoesOnWithoutAKey() {
    knowRemote();
    database.setKey(red, OptionalLong.of(0));
    commit();

    assertThat(fromPort("eth2", frame(REMOTE, A), 0))
        .containsExactly(new Output.ToPort("eth1", tagged(10, REMOTE, A)));
    assertThat(events).contains(new BridgeEvent.TunnelDown(FAR, "not wanted any more"));
  }

  @Test
  void aSecondTagDoesNotHopIntoAnotherVlan() {
    EthernetFrame twice = tagged(20, B, A).withVlan(new VlanId(10));
    assertThat(fromPort("eth1", twice, 0)).as("eth2 would show VLAN 20").isEmpty();

    database.bind(eth2, 30, red);
    knowRemote();
    assertThat(fromPort("eth1", twice, 0)).as("no bridge tells the tags apart").isEmpty();
    assertThat(fromTunnel(tagged(20, A, REMOTE))).isEmpty();
  }

  @Test
  void aPriorityTagIsNoVlan() {
    byte[] bytes = tagged(1, B, A).toBytes();
    bytes[14] = (byte) 0xe0;
    bytes[15] = 0;

    assertThat(fromPort("eth2", EthernetFrame.decode(bytes).orElseThrow(), 0))
        .containsExactly(new Output.ToPort("eth1", tagged(10, B, A)));
  }

  @Test
  void goesOnWhileTheDatabaseIsLost() {
    knowRemote();
    fromPort("eth1", tagged(10, B, A), 0);
    driver.onLost("gone for a moment");
    assertThat(fromPort("eth2", frame(A, B), 0)).hasSize(1);

    events.clear();
    driver.onCommit(
        VtepCommit.of(Commit.initial(database.snapshot().snapshot()), database.tables()));
    assertThat(events).as("nothing is forgotten").isEmpty();
    assertThat(fromPort("eth2", frame(REMOTE, B), 0)).hasSize(1);
  }

  @Test
  void portsAreReported() {
    tor().addPort("eth3");
    tor().addPort("eth3");
    tor().removePort("eth3");

    assertThat(events)
        .containsExactly(
            new BridgeEvent.PortAppeared("eth3"), new BridgeEvent.PortVanished("eth3"));
  }

  private static EthernetFrame arp(MacAddress from, String sender) {
    byte[] payload = new byte[46];
    System.arraycopy(HexFormat.of().parseHex("0001080006040001"), 0, payload, 0, 8);
    int ip = Ipv4Address.of(sender).bits();
    for (int i = 0; i < 4; i++) {
      payload[14 + i] = (byte) (ip >>> (24 - 8 * i));
    }
    return EthernetFrame.of(MacAddress.BROADCAST, from, 0x0806, payload);
  }

  private BridgeEvent address(String ip) {
    return new BridgeEvent.AddressChanged(station(A), IpAddress.parse(ip));
  }

  @Test
  void tellsWhichAddressAStationSaysItHasUntilThatIsLongAgo() {
    fromPort("eth2", arp(A, "10.0.0.1"), 0);
    assertThat(events).contains(address("10.0.0.1"));
    events.clear();
    fromPort("eth2", arp(A, "0.0.0.0"), AGE_MS - 1);
    fromPort("eth2", arp(A, "10.0.0.2"), AGE_MS - 1);
    assertThat(events).as("a probe says nothing").containsExactly(address("10.0.0.2"));
    events.clear();
    tor().age(AGE_MS);
    assertThat(tor().addresses().get(station(A))).hasSize(1);
    assertThat(events).as("the newer one stays").isEmpty();
    tor().age(2 * AGE_MS - 1);
    assertThat(events)
        .containsExactlyInAnyOrder(
            new MacForgotten(station(A), at("eth2", 0), MacForgotten.Reason.AGED),
            new BridgeEvent.AddressChanged(station(A), Optional.empty()));
  }

  @Test
  void forgetsAddressesWithTheirBindingOrPort() {
    fromPort("eth1", arp(A, "10.0.0.1").withVlan(new VlanId(10)), 0);
    fromPort("eth2", arp(B, "10.0.0.2"), 0);
    database.unbind(eth1, 10);
    commit();
    assertThat(tor().addresses()).containsOnlyKeys(station(B));
    tor().removePort("eth2");
    assertThat(tor().addresses()).isEmpty();
  }

  @Test
  void countsWhatBindingsCarryByTheLengthOnArrival() {
    assertThat(tor().takeCounts())
        .as("all that there are")
        .isEqualTo(Map.of(at("eth1", 10), BindingCounts.NONE, at("eth2", 0), BindingCounts.NONE));
    EthernetFrame tagged = tagged(10, B, A);
    fromPort("eth1", tagged, 0);
    assertThat(tor().takeCounts())
        .isEqualTo(
            Map.of(
                at("eth1", 10), new BindingCounts(1, tagged.size(), 0, 0),
                at("eth2", 0), new BindingCounts(0, 0, 1, tagged.size())));
    fromPort("eth1", tagged(11, B, A), 0);
    assertThat(tor().takeCounts()).as("nothing is bound there").isEmpty();
    fromTunnel(frame(A, REMOTE));
    knowRemote();
    fromTunnel(frame(A, REMOTE));
    assertThat(tor().takeCounts())
        .isEqualTo(
            Map.of(
                at("eth1", 10), new BindingCounts(1, tagged.size(), 1, frame(A, REMOTE).size())));
    database.unbind(eth1, 10);
    commit();
    database.bind(eth1, 10, red);
    commit();
    assertThat(tor().takeCounts())
        .as("it has carried nothing yet")
        .isEqualTo(Map.of(at("eth1", 10), BindingCounts.NONE));
  }
}
