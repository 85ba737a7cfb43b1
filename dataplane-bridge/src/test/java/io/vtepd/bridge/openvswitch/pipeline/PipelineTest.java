package io.vtepd.bridge.openvswitch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.Destination;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.desired.Replication;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.ReplicationMode;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the lesson: red and blue, with the same addresses in both. */
class PipelineTest {

  private static final Uuid RED_ROW = Uuid.of("aaaaaaaa-0000-4000-8000-000000000001");
  private static final Uuid BLUE_ROW = Uuid.of("bbbbbbbb-0000-4000-8000-000000000002");
  private static final NetworkKey RED = NetworkKey.of(RED_ROW);
  private static final NetworkKey BLUE = NetworkKey.of(BLUE_ROW);
  private static final Ipv4Address PEER = Ipv4Address.of("192.0.2.2");
  private static final Ipv4Address NODE = Ipv4Address.of("192.0.2.3");
  private static final MacAddress MAC = MacAddress.of("02:00:00:00:00:02");
  private static final PortNumbers PORTS =
      new PortNumbers(
          Map.of("p1", Ofport.of(1), "p2", Ofport.of(2)),
          Map.of(PEER, Ofport.of(8), NODE, Ofport.of(9)));

  private final Pipeline pipeline = new Pipeline(PipelineSettings.DEFAULT);

  private static FactChange added(Fact fact) {
    return new FactChange(Optional.empty(), Optional.of(fact));
  }

  private static FactChange removed(Fact fact) {
    return new FactChange(Optional.of(fact), Optional.empty());
  }

  private static Fact tunnel(Ipv4Address remote) {
    return new Fact.Tunnel(
        new FactId.Tunnel(remote), Ipv4Address.of("192.0.2.1"), List.of(), Map.of(), Map.of());
  }

  private static Fact network(NetworkKey key, Uuid row, String name, int vni) {
    return new Fact.Network(new FactId.Network(key), row, name, Optional.of(new Vni(vni)));
  }

  private static Fact binding(String port, int vlan, NetworkKey network) {
    return new Fact.Binding(new FactId.Binding(port, new VlanId(vlan)), network);
  }

  private static Fact ingress(int vni, NetworkKey network) {
    return new Fact.Ingress(new FactId.Ingress(Optional.empty(), new Vni(vni)), network);
  }

  private static Fact unicast(NetworkKey network, MacAddress mac, int vni) {
    return new Fact.Unicast(
        new FactId.Unicast(network, mac), new Destination(PEER, new Vni(vni)), Optional.empty());
  }

  private static Fact flood(NetworkKey network, ReplicationMode mode, int vni, Ipv4Address... to) {
    List<Destination> destinations = new ArrayList<>();
    for (Ipv4Address remote : to) {
      destinations.add(new Destination(remote, new Vni(vni)));
    }
    return new Fact.Flood(new FactId.Flood(network), new Replication(mode, destinations));
  }

  private void applyLesson() {
    pipeline.setPorts(PORTS);
    List<Fact> facts =
        List.of(
            tunnel(PEER),
            tunnel(NODE),
            network(RED, RED_ROW, "red", 5001),
            network(BLUE, BLUE_ROW, "blue", 5002),
            binding("p1", 0, RED),
            binding("p1", 10, BLUE),
            binding("p2", 20, BLUE),
            ingress(5001, RED),
            ingress(5002, BLUE),
            unicast(RED, MAC, 5001),
            unicast(BLUE, MAC, 5002),
            flood(RED, ReplicationMode.SERVICE_NODE, 5001, PEER, NODE),
            flood(BLUE, ReplicationMode.SOURCE_NODE, 5002, PEER, NODE));
    pipeline.apply(facts.stream().map(PipelineTest::added).toList());
  }

  @Test
  void rendersTheLessonIntoTheFlowsOfTheGoldenFile() throws Exception {
    applyLesson();
    pipeline.takeChange();
    try (InputStream in = PipelineTest.class.getResourceAsStream("red-blue.flows")) {
      List<String> golden =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#") && !line.isBlank())
              .toList();
      assertThat(FlowText.lines(pipeline.flows())).containsExactlyElementsOf(golden);
    }
  }

  @Test
  void changesOneFlowForOneStation() {
    applyLesson();
    pipeline.takeChange();
    Fact station = unicast(RED, MacAddress.of("02:00:00:00:00:77"), 5001);
    pipeline.apply(List.of(added(station)));
    assertThat(pipeline.takeChange().messages())
        .singleElement()
        .isInstanceOfSatisfying(
            FlowMod.class, mod -> assertThat(mod.command()).isEqualTo(FlowMod.Command.ADD));
    pipeline.apply(List.of(removed(station)));
    assertThat(pipeline.takeChange().messages())
        .singleElement()
        .isInstanceOfSatisfying(
            FlowMod.class,
            mod -> assertThat(mod.command()).isEqualTo(FlowMod.Command.DELETE_STRICT));
  }

  /** Whoever asks until there is nothing to do gets everything, whatever waits for a port. */
  @Test
  void givesAwayAPartAsLongAsThereIsAny() {
    pipeline.setPorts(PORTS);
    pipeline.fill(2);
    List<FactChange> facts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      facts.add(added(binding("absent" + i, i, RED)));
    }
    facts.add(added(binding("p1", 10, BLUE)));
    facts.add(added(tunnel(PEER)));
    Destination nowhere = new Destination(Ipv4Address.of("192.0.2.99"), new Vni(5001));
    for (long mac = 0; mac < 10_001; mac++) {
      FactId.Unicast id = new FactId.Unicast(RED, new MacAddress(0x0200_0001_0000L + mac));
      facts.add(added(new Fact.Unicast(id, nowhere, Optional.empty())));
    }
    facts.add(added(unicast(BLUE, MAC, 5002)));
    pipeline.apply(facts);
    List<Flow> given = new ArrayList<>();
    PipelineChange part = pipeline.takeChange();
    while (!part.isEmpty()) {
      given.addAll(part.added());
      part = pipeline.takeChange();
    }
    assertThat(pipeline.isFilling()).isFalse();
    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(pipeline.flows());
    assertThat(given).contains(pipeline.flow(new FactId.Unicast(BLUE, MAC)).orElseThrow());
  }

  @Test
  void doesNothingWhenAFactComesBackInTheSameBreath() {
    applyLesson();
    pipeline.takeChange();
    Fact binding = binding("p2", 20, BLUE);
    pipeline.apply(List.of(removed(binding)));
    pipeline.apply(List.of(added(binding)));
    assertThat(pipeline.takeChange().isEmpty()).isTrue();
  }

  @Test
  void forgetsWhatWasLearnedAtABindingThatGoes() {
    applyLesson();
    pipeline.takeChange();
    pipeline.apply(List.of(removed(binding("p2", 20, BLUE))));
    BindingTag tag = BindingTag.of(Ofport.of(2), new VlanId(20));
    assertThat(pipeline.takeChange().unlearned()).containsExactly(new LearnedAt(tag, BLUE));
    assertThat(pipeline.isLearningAt(new LearnedAt(tag, BLUE))).isFalse();
  }

  @Test
  void waitsWithFlowsForPortsThatHaveNoNumber() {
    applyLesson();
    pipeline.takeChange();
    int complete = pipeline.flows().size();
    pipeline.setPorts(new PortNumbers(PORTS.physical(), Map.of()));
    pipeline.takeChange();
    assertThat(pipeline.flows()).hasSizeLessThan(complete);
    assertThat(pipeline.groups()).isEmpty();
    pipeline.setPorts(PORTS);
    pipeline.takeChange();
    assertThat(pipeline.flows()).hasSize(complete);
  }

  @Test
  void takesFramesAtAllEndsOfATunnelAndSendsAtOne() {
    applyLesson();
    Vni own = new Vni(7);
    pipeline.apply(
        List.of(added(new Fact.Ingress(new FactId.Ingress(Optional.of(PEER), own), BLUE))));
    pipeline.takeChange();
    Map<Ipv4Address, List<Ofport>> ends =
        Map.of(PEER, List.of(Ofport.of(8), Ofport.of(12)), NODE, List.of(Ofport.of(9)));
    pipeline.setPorts(new PortNumbers(PORTS.physical(), PORTS.tunnels(), ends));
    PipelineChange change = pipeline.takeChange();
    assertThat(change.added())
        .as("one for the port, one for the network that is known by the tunnel, too")
        .hasSize(2)
        .allSatisfy(flow -> assertThat(flow.match().toString()).contains("in_port=0xc"));
    assertThat(change.messages()).hasSize(2);
    pipeline.setPorts(PORTS);
    assertThat(pipeline.takeChange().messages()).as("and gone again").hasSize(2);
  }

  @Test
  void putsAGroupBeforeTheFlowThatUsesItAndRemovesItAfterwards() {
    applyLesson();
    List<Change> messages = pipeline.takeChange().messages();
    assertThat(messages.getFirst()).isInstanceOf(GroupMod.class);
    Fact service = flood(RED, ReplicationMode.SERVICE_NODE, 5001, PEER, NODE);
    pipeline.apply(
        List.of(
            new FactChange(
                Optional.of(service),
                Optional.of(flood(RED, ReplicationMode.SERVICE_NODE, 5001, PEER)))));
    messages = pipeline.takeChange().messages();
    assertThat(messages).hasSize(2);
    assertThat(messages.getLast()).isInstanceOf(GroupMod.class);
  }

  @Test
  void sharesAGroupAmongLogicalSwitchesWithTheSameChoices() {
    applyLesson();
    pipeline.takeChange();
    pipeline.apply(
        List.of(
            new FactChange(
                Optional.of(flood(BLUE, ReplicationMode.SOURCE_NODE, 5002, PEER, NODE)),
                Optional.of(flood(BLUE, ReplicationMode.SERVICE_NODE, 5001, PEER, NODE)))));
    PipelineChange change = pipeline.takeChange();
    assertThat(change.putGroups()).isEmpty();
    assertThat(pipeline.groups()).hasSize(1);
  }

  @Test
  void cutsALongFloodIntoChunksOfTheirOwnTranslations() {
    Map<String, Ofport> ports = new HashMap<>();
    List<FactChange> facts = new ArrayList<>();
    for (int i = 1; i <= 1300; i++) {
      ports.put("port" + i, Ofport.of(i));
      facts.add(added(binding("port" + i, 0, RED)));
    }
    pipeline.setPorts(new PortNumbers(ports, Map.of()));
    pipeline.apply(facts);
    pipeline.takeChange();
    List<Flow> floods =
        pipeline.flows().stream()
            .filter(flow -> flow.table().equals(PipelineTable.FLOOD_BINDINGS.id()))
            .toList();
    assertThat(floods).hasSize(4);
    assertThat(floods)
        .filteredOn(flow -> !pipeline.groupsOf(flow).isEmpty())
        .singleElement()
        .satisfies(whole -> assertThat(pipeline.groupsOf(whole)).containsAll(pipeline.groups()));
    assertThat(pipeline.groups()).hasSize(2);
    pipeline.apply(List.of(removed(binding("port1300", 0, RED))));
    assertThat(pipeline.takeChange().messages()).hasSizeLessThan(20);
  }
}
