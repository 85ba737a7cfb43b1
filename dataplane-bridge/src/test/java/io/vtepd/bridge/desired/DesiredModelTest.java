package io.vtepd.bridge.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.ReplicationMode;
import io.vtepd.vtep.TableName;
import io.vtepd.vtep.TunnelKey;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.VlanPair;
import io.vtepd.vtep.Vni;
import io.vtepd.vtep.VtepSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DesiredModelTest {

  private static final OptionalLong NO_KEY = OptionalLong.empty();
  private static final MacAddress MAC = MacAddress.of("0a:00:00:00:00:01");
  private static final Ipv4Address LOCAL = Ipv4Address.of("192.0.2.1");
  private static final Ipv4Address FAR = Ipv4Address.of("192.0.2.11");
  private static final Ipv4Address FARTHER = Ipv4Address.of("192.0.2.12");
  private static final Vni VNI = new Vni(5000);

  private final ScriptedDatabase database = new ScriptedDatabase(1);
  private final Uuid tor = database.physicalSwitch("tor", "192.0.2.1");
  private final Uuid eth1 = database.port(tor, "eth1");
  private final Uuid red = database.logicalSwitch("red", OptionalLong.of(5000));
  private final Uuid blue = database.logicalSwitch("blue", OptionalLong.of(6000));
  private final Uuid far = database.locator("192.0.2.11", NO_KEY);
  private final Uuid farther = database.locator("192.0.2.12", NO_KEY);
  private final DesiredModel model = DesiredModel.of(bound());

  private VtepSnapshot bound() {
    database.bind(eth1, 10, red);
    return database.commit().snapshot();
  }

  private DesiredSwitch tor() {
    return model.find("tor").orElseThrow();
  }

  private SwitchChange commit() {
    List<SwitchChange> changes = model.apply(database.commit()).switches();
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }

  private static FactId.Unicast station(Uuid logicalSwitch) {
    return new FactId.Unicast(NetworkKey.of(logicalSwitch), MAC);
  }

  private Optional<Destination> way(Uuid logicalSwitch) {
    return tor().unicast(station(logicalSwitch)).map(Fact.Unicast::to);
  }

  private static Destination to(Ipv4Address remote, int vni) {
    return new Destination(remote, new Vni(vni));
  }

  @Test
  void onlyLogicalSwitchesWithABindingMatter() {
    database.remoteMac("0a:00:00:00:00:01", blue, far);
    assertThat(model.apply(database.commit()).isEmpty()).isTrue();
    assertThat(tor().networks()).extracting(Fact.Network::name).containsExactly("red");

    database.bind(eth1, 0, blue);
    commit();
    assertThat(way(blue)).contains(to(FAR, 6000));
    assertThat(tor().ingress(FAR, new Vni(6000))).contains(NetworkKey.of(blue));

    database.unbind(eth1, 0);
    commit();
    assertThat(way(blue)).isEmpty();
    assertThat(tor().tunnels()).isEmpty();
    assertThat(tor().networks()).hasSize(1);
  }

  @Test
  void aMacIsOneFactAndItsTunnelComesFirst() {
    database.remoteMac("0A:00:00:00:00:01", red, far);
    SwitchChange change = commit();

    assertThat(change.facts().stream().map(FactChange::after))
        .containsExactly(
            Optional.of(
                new Fact.Tunnel(new FactId.Tunnel(FAR), LOCAL, List.of(), Map.of(), Map.of())),
            Optional.of(new Fact.Unicast(station(red), to(FAR, 5000), Optional.empty())));
    assertThat(change.renewed()).containsExactly(station(red));

    database.remoteMac("0a:00:00:00:00:02", red, far);
    assertThat(commit().facts()).hasSize(1);
  }

  @Test
  void theWholeContentsRenewNothing() {
    database.remoteMac("0a:00:00:00:00:01", red, far);
    database.commit();
    DesiredModel restarted = DesiredModel.of(database.snapshot());

    assertThat(restarted.changesSince(DesiredModel.empty()).switches())
        .singleElement()
        .satisfies(change -> assertThat(change.renewed()).isEmpty())
        .satisfies(change -> assertThat(change.kind()).isEqualTo(SwitchChange.Kind.ADDED));
  }

  @Test
  void keyZeroIsNoNetworkAndNoProblem() {
    database.remoteMac("0a:00:00:00:00:01", red, far);
    commit();
    for (long key : new long[] {0, 1, 0, 1}) {
      database.setKey(red, OptionalLong.of(key));
      SwitchChange change = commit();
      assertThat(change.appeared()).isEmpty();
      assertThat(change.renewed()).isEmpty();
      assertThat(way(red)).isEqualTo(key == 0 ? Optional.empty() : Optional.of(to(FAR, 1)));
      assertThat(tor().bindings()).hasSize(1);
      assertThat(tor().network(NetworkKey.of(red))).isPresent();
    }
  }

  @Test
  void withoutAKeyOfItsOwnTheLocatorsKeysCount() {
    database.setKey(red, NO_KEY);
    Uuid keyed = database.locator("192.0.2.11", OptionalLong.of(7));
    database.remoteMac("0a:00:00:00:00:01", red, keyed);
    commit();
    assertThat(way(red)).contains(to(FAR, 7));
    assertThat(tor().ingress(FAR, new Vni(7))).contains(NetworkKey.of(red));
    assertThat(tor().ingress(FARTHER, new Vni(7))).isEmpty();

    database.set(
        database.tables().physicalLocator(),
        keyed,
        database.tables().physicalLocator().tunnelKey(),
        TunnelKey.of(OptionalLong.of(8)));
    commit();
    assertThat(way(red)).contains(to(FAR, 8));
    assertThat(tor().ingress(FAR, new Vni(7))).isEmpty();

    database.setKey(red, OptionalLong.of(5000));
    commit();
    assertThat(way(red)).as("the logical switch's own key goes first").contains(to(FAR, 5000));
  }

  @Test
  void aKeyOutOfRangeIsAProblemAndLocalSwitchingGoesOn() {
    database.setKey(red, OptionalLong.of(1L << 24));
    SwitchChange change = commit();

    assertThat(change.appeared())
        .containsExactly(new Problem.KeyOutOfRange(TableName.LOGICAL_SWITCH, red, 1L << 24));
    assertThat(tor().bindings()).hasSize(1);
    assertThat(tor().ingresses()).isEmpty();

    database.setKey(red, OptionalLong.of(5000));
    assertThat(commit().solved()).hasSize(1);
  }

  @Test
  void theLaterOfTwoLogicalSwitchesDoesWithoutTheKeyWhateverItsName() {
    database.remoteMac("0a:00:00:00:00:01", red, far);
    database.remoteMac("0a:00:00:00:00:01", blue, far);
    database.bind(eth1, 0, blue);
    commit();
    database.setKey(blue, OptionalLong.of(5000));
    SwitchChange change = commit();

    assertThat(change.appeared())
        .containsExactly(new Problem.KeyConflict(blue, Optional.empty(), VNI, red));
    assertThat(way(red)).contains(to(FAR, 5000));
    assertThat(way(blue)).isEmpty();
    assertThat(tor().ingress(FAR, VNI)).contains(NetworkKey.of(red));

    DesiredModel again = DesiredModel.of(database.snapshot(), model);
    assertThat(again.changesSince(model).isEmpty()).as("it keeps what it had").isTrue();

    database.setKey(red, OptionalLong.of(7000));
    assertThat(commit().solved()).hasSize(1);
    assertThat(way(blue)).contains(to(FAR, 5000));
    assertThat(tor().ingress(FAR, VNI)).contains(NetworkKey.of(blue));
  }

  @Test
  void keysOfLocatorsConflictOnlyOnTheirOwnPath() {
    database.setKey(red, NO_KEY);
    database.setKey(blue, NO_KEY);
    database.bind(eth1, 0, blue);
    Uuid keyedFar = database.locator("192.0.2.11", OptionalLong.of(7));
    Uuid keyedFarther = database.locator("192.0.2.12", OptionalLong.of(7));
    database.remoteMac("0a:00:00:00:00:01", red, keyedFar);
    commit();
    database.remoteMac("0a:00:00:00:00:01", blue, keyedFarther);
    assertThat(commit().appeared()).isEmpty();
    assertThat(tor().ingress(FAR, new Vni(7))).contains(NetworkKey.of(red));
    assertThat(tor().ingress(FARTHER, new Vni(7))).contains(NetworkKey.of(blue));

    database.remoteMac("0a:00:00:00:00:02", blue, keyedFar);
    assertThat(commit().appeared())
        .containsExactly(new Problem.KeyConflict(blue, Optional.of(FAR), new Vni(7), red));
  }

  @Test
  void rewritingAllBindingsTouchesOnlyThePairsThatDiffer() {
    database.bind(eth1, 20, red);
    commit();
    var table = database.tables().physicalPort();
    database.set(
        table, eth1, table.vlanBindings(), List.of(new VlanPair(10, red), new VlanPair(30, red)));
    SwitchChange change = commit();

    assertThat(change.facts().stream().map(FactChange::id))
        .containsExactlyInAnyOrder(
            new FactId.Binding("eth1", new VlanId(20)), new FactId.Binding("eth1", new VlanId(30)));
  }

  @Test
  void floodsToTheUnionOfAllRowsButNotToItself() {
    Uuid own = database.locator("192.0.2.1", NO_KEY);
    database.remoteGroup("unknown-dst", red, database.locatorSet(far, own));
    Uuid second = database.remoteGroup("unknown-dst", red, database.locatorSet(farther));
    SwitchChange change = commit();
    assertThat(change.appeared()).isEmpty();
    assertThat(tor().flood(NetworkKey.of(red)).map(Fact.Flood::replication))
        .contains(
            new Replication(
                ReplicationMode.SERVICE_NODE, List.of(to(FAR, 5000), to(FARTHER, 5000))));

    database.setMode(red, ReplicationMode.SOURCE_NODE);
    database.delete(database.tables().mcastMacsRemote(), second);
    commit();
    assertThat(tor().flood(NetworkKey.of(red)).map(Fact.Flood::replication))
        .contains(new Replication(ReplicationMode.SOURCE_NODE, List.of(to(FAR, 5000))));
  }

  @Test
  void rowsThatCannotBeUsedAreProblemsAndLeftOut() {
    Uuid own = database.locator("192.0.2.1", NO_KEY);
    Uuid bad = database.locator("nowhere", NO_KEY);
    Uuid both = database.remoteMac("0a:00:00:00:00:01 10.0.0.1", red, far);
    Uuid group = database.remoteMac("01:00:5e:00:00:01", red, far);
    Uuid self = database.remoteMac("0a:00:00:00:00:02", red, own);
    database.remoteMac("0a:00:00:00:00:03", red, bad);
    database.remoteMac("0a:00:00:00:00:04", red, bad);

    assertThat(commit().appeared())
        .containsExactlyInAnyOrder(
            new Problem.UnusableMac(
                TableName.UCAST_MACS_REMOTE, both, "0a:00:00:00:00:01 10.0.0.1"),
            new Problem.UnusableMac(TableName.UCAST_MACS_REMOTE, group, "01:00:5e:00:00:01"),
            new Problem.OwnLocator(TableName.UCAST_MACS_REMOTE, self, LOCAL),
            new Problem.UnusableLocator(bad, "nowhere"));
    assertThat(tor().unicasts()).isEmpty();
    assertThat(tor().problems()).allSatisfy(problem -> assertThat(problem.describe()).isNotBlank());
  }

  @Test
  void ofDuplicatesTheLowestEndpointCounts() {
    database.remoteMac("0a:00:00:00:00:01", red, farther);
    Uuid chosen = database.remoteMac("0a:00:00:00:00:01", red, far);
    assertThat(commit().appeared()).containsExactly(new Problem.DuplicateMac(red, MAC, chosen));
    assertThat(way(red)).contains(to(FAR, 5000));

    database.delete(database.tables().ucastMacsRemote(), chosen);
    SwitchChange change = commit();
    assertThat(way(red)).contains(to(FARTHER, 5000));
    assertThat(change.solved()).hasSize(1);
  }

  @Test
  void duplicatesThatAgreeAreNoProblem() {
    database.remoteMac("0a:00:00:00:00:01", red, far);
    database.remoteMac("0a:00:00:00:00:01", red, far);

    assertThat(commit().appeared()).isEmpty();
  }

  @Test
  void withoutATunnelIpThereIsOnlyLocalSwitching() {
    database.remoteMac("0a:00:00:00:00:01", red, far);
    commit();
    var table = database.tables().physicalSwitch();
    database.set(table, tor, table.tunnelIps(), List.of());
    SwitchChange change = commit();
    assertThat(change.appeared()).containsExactly(new Problem.NoTunnelIp(tor));
    assertThat(tor().bindings()).hasSize(1);
    assertThat(tor().factCount()).as("the network and its binding").isEqualTo(2);

    database.set(table, tor, table.tunnelIps(), List.of(IpField.parse("192.0.2.9")));
    commit();
    assertThat(tor().tunnel(FAR).map(Fact.Tunnel::local)).contains(Ipv4Address.of("192.0.2.9"));
    assertThat(way(red)).isPresent();
  }

  @Test
  void takesFramesAtAllTunnelIpsAndSendsFromTheFirstOrTheOneThatATunnelNames() {
    var table = database.tables().physicalSwitch();
    List<IpField> ips =
        List.of("192.0.2.1", "192.0.2.8", "192.0.2.9", "2001:db8::1").stream()
            .map(IpField::parse)
            .toList();
    database.set(table, tor, table.tunnelIps(), ips);
    database.remoteMac("0a:00:00:00:00:01", red, far);
    commit();
    Ipv4Address second = Ipv4Address.of("192.0.2.8");
    Ipv4Address third = Ipv4Address.of("192.0.2.9");
    assertThat(tor().tunnel(FAR).map(Fact.Tunnel::ends)).contains(List.of(LOCAL, second, third));

    database.tunnel(tor, database.locator("192.0.2.8", NO_KEY), far, Map.of());
    commit();
    assertThat(tor().tunnel(FAR).map(Fact.Tunnel::ends)).contains(List.of(second, LOCAL, third));
  }

  @Test
  void switchesThatShareATunnelIpAreAProblemOfTheSecond() {
    Uuid other = database.physicalSwitch("tor2", "192.0.2.1");
    SwitchChange change = commit();

    assertThat(change.row()).isEqualTo(other);
    assertThat(change.appeared()).containsExactly(new Problem.SharedTunnelIp(other, LOCAL, tor));
  }

  @Test
  void aTunnelRowMakesATunnelOnlyIfAControllerAsksForIt() {
    Uuid own = database.locator("192.0.2.1", NO_KEY);
    Uuid row = database.tunnel(tor, own, far, Map.of());
    assertThat(model.apply(database.commit()).isEmpty()).isTrue();

    var table = database.tables().tunnel();
    database.set(table, row, table.bfdParams(), Map.of("enable", "true"));
    commit();
    assertThat(tor().tunnel(FAR).map(Fact.Tunnel::bfdParams)).contains(Map.of("enable", "true"));

    database.set(table, row, table.bfdStatus(), Map.of("state", "up"));
    assertThat(model.apply(database.commit()).isEmpty()).as("our own report").isTrue();
  }

  @Test
  void aRenamedSwitchVanishesAndAppears() {
    var table = database.tables().physicalSwitch();
    database.set(table, tor, table.name(), "leaf");

    assertThat(model.apply(database.commit()).switches())
        .extracting(SwitchChange::name, SwitchChange::kind)
        .containsExactly(
            tuple("tor", SwitchChange.Kind.REMOVED), tuple("leaf", SwitchChange.Kind.ADDED));
    assertThat(model.find("leaf").orElseThrow().bindings()).hasSize(1);
  }

  /** As when a database is restored: the rows are others, and much of what they say is not. */
  @Test
  void aBridgeGoesOnWhoseRowIsAnotherOneOfTheSameName() {
    database.remoteMac("0a:00:00:00:00:01", red, far);
    commit();
    database.delete(database.tables().physicalSwitch(), tor);
    Uuid again = database.physicalSwitch("tor", "192.0.2.1");
    Uuid port = database.port(again, "eth1");
    database.bind(port, 10, red);
    database.bind(port, 20, red);
    DesiredChange change = model.apply(database.commit());
    assertThat(change.switches()).hasSize(2);

    assertThat(change.ofBridges().switches())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.kind()).isEqualTo(SwitchChange.Kind.CHANGED);
          assertThat(it.row()).isEqualTo(again);
          assertThat(it.facts())
              .extracting(FactChange::id)
              .as("the tunnel, the station and all else stays")
              .containsExactly(new FactId.Binding("eth1", new VlanId(20)));
        });
    database.unbind(port, 20);
    DesiredChange other = model.apply(database.commit());
    assertThat(other.ofBridges()).as("of one row").isEqualTo(other);
  }

  @Test
  void twoPortRowsOfOneNameDoNotMixLogicalSwitches() {
    Uuid twin = database.port(tor, "eth1");
    database.bind(twin, 10, blue);
    Uuid loser = twin.compareTo(eth1) > 0 ? twin : eth1;
    SwitchChange change = commit();

    assertThat(change.appeared())
        .singleElement()
        .isInstanceOfSatisfying(
            Problem.BindingConflict.class,
            conflict -> assertThat(conflict.port()).isEqualTo(loser));
    assertThat(tor().bindings()).hasSize(1);
  }

  @Test
  void addressesForArpComeAlong() {
    Uuid row = database.remoteMac("0a:00:00:00:00:01", red, far);
    var columns = database.tables().ucastMacsRemote().columns();
    IpAddress ip = IpAddress.parse("10.0.0.1").orElseThrow();
    database.set(database.tables().ucastMacsRemote(), row, columns.ipaddr(), IpField.of(ip));
    commit();

    assertThat(tor().unicast(station(red)).flatMap(Fact.Unicast::ip)).contains(ip);
  }

  @Test
  void refusesACommitOfAnotherSchema() {
    assertThatThrownBy(() -> model.apply(new ScriptedDatabase(2).commit()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deletingEverythingLeavesNothing() {
    database.remoteMac("0a:00:00:00:00:01", red, far);
    commit();
    database.delete(database.tables().physicalSwitch(), tor);
    SwitchChange change = commit();

    assertThat(change.kind()).isEqualTo(SwitchChange.Kind.REMOVED);
    assertThat(change.facts()).allMatch(fact -> fact.after().isEmpty());
    assertThat(change.facts().getFirst().id()).isEqualTo(station(red));
    assertThat(model.switches()).isEmpty();
    assertThat(Set.copyOf(change.facts())).hasSize(5);
  }
}
