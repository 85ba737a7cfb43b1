package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.Destination;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openvswitch.pipeline.BindingTag;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineChange;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import io.vtepd.bridge.openvswitch.pipeline.PipelineTable;
import io.vtepd.bridge.openvswitch.pipeline.PortNumbers;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlowAuditTest {

  private static final String REMOTE = "192.0.2.7";
  private static final NetworkKey RED = new NetworkKey(7);
  private static final FactId.Binding PLACE = new FactId.Binding("p1", VlanId.UNTAGGED);
  private static final BindingTag TAG = BindingTag.of(Ofport.of(1), VlanId.UNTAGGED);

  private final Pipeline pipeline = new Pipeline(PipelineSettings.DEFAULT);
  private final List<Flow> actual = new ArrayList<>();

  @BeforeEach
  void bind() {
    pipeline.setPorts(new PortNumbers(Map.of("p1", Ofport.of(1)), Map.of()));
    pipeline.apply(
        List.of(new FactChange(Optional.empty(), Optional.of(new Fact.Binding(PLACE, RED)))));
    pipeline.takeChange();
    actual.addAll(pipeline.flows());
  }

  private static Flow learned(NetworkKey network, Cookie cookie) {
    return Flow.of(
        PipelineTable.LOCAL_MACS.id(),
        10,
        Match.builder().metadata(network.bits()).exact(Field.ETH_DST, 0x0200_0000_0001L).build(),
        Instructions.DROP,
        cookie);
  }

  private FlowAudit audit() {
    return FlowAudit.of(actual, List.of(), pipeline);
  }

  @Test
  void changesNothingOnASwitchThatIsAsItShallBe() {
    actual.add(learned(RED, PipelineCookie.learnedAt(TAG)));
    assertThat(audit().changes()).isEmpty();
    assertThat(audit().stations())
        .singleElement()
        .satisfies(seen -> assertThat(seen.at()).isEqualTo(PLACE));
  }

  @Test
  void removesWhatWasLearnedWhereNothingIsBoundAnyMore() {
    actual.add(learned(new NetworkKey(8), PipelineCookie.learnedAt(TAG)));
    assertThat(audit().stations()).isEmpty();
    assertThat(audit().changes())
        .singleElement()
        .isInstanceOfSatisfying(
            FlowMod.class,
            mod -> assertThat(mod.command()).isEqualTo(FlowMod.Command.DELETE_STRICT));
  }

  @Test
  void tellsOfStationsBehindTunnelsWhatTheSwitchHasAndThePipelinePutsThemRight() {
    List<FactChange> facts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      FactId.Unicast id = new FactId.Unicast(RED, new MacAddress(0x0200_0000_0000L + i));
      Fact fact =
          new Fact.Unicast(
              id, new Destination(Ipv4Address.of(REMOTE), new Vni(7)), Optional.empty());
      facts.add(new FactChange(Optional.empty(), Optional.of(fact)));
    }
    Map<Ipv4Address, Ofport> tunnels = Map.of(Ipv4Address.of(REMOTE), Ofport.of(9));
    pipeline.setPorts(new PortNumbers(Map.of("p1", Ofport.of(1)), tunnels));
    pipeline.apply(facts);
    List<Flow> stations = pipeline.takeChange().added();
    Flow elsewhere = stations.get(1);
    Flow wrong =
        Flow.of(
            elsewhere.table(),
            elsewhere.priority(),
            elsewhere.match(),
            Instructions.DROP,
            elsewhere.cookie());
    actual.addAll(List.of(stations.get(0), wrong, stations.get(3)));
    pipeline.skipChange();
    FlowAudit audit = audit();
    assertThat(audit.changes()).isEmpty();
    assertThat(audit.astray().values())
        .containsExactlyInAnyOrder(Optional.of(wrong), Optional.empty());
    pipeline.correct(audit.astray());
    pipeline.apply(List.of(new FactChange(facts.get(3).after(), Optional.empty())));
    PipelineChange change = pipeline.takeChange();
    assertThat(change.added()).containsExactlyInAnyOrder(stations.get(1), stations.get(2));
    assertThat(change.removed()).containsExactly(stations.get(3));
  }

  @Test
  void addsWhatIsMissingAndRemovesWhatIsTooMuchOfOurs() {
    Flow missing = actual.removeFirst();
    Flow ours =
        Flow.of(
            PipelineTable.EGRESS.id(),
            77,
            Match.ALL,
            Instructions.DROP,
            new Cookie(PipelineCookie.OURS.value()));
    actual.add(ours);
    actual.add(
        Flow.of(PipelineTable.EGRESS.id(), 78, Match.ALL, Instructions.DROP, new Cookie(0x1234)));
    assertThat(audit().changes()).containsExactly(FlowMod.delete(ours), FlowMod.add(missing));
  }
}
