package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.BridgeEvent.MacForgotten.Reason;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openvswitch.pipeline.BindingTag;
import io.vtepd.bridge.openvswitch.pipeline.LearnedFlow;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearnedStationsTest {

  private static final NetworkKey RED = new NetworkKey(7);

  private final LearnedStations stations = new LearnedStations(2);

  private static FactId.Unicast station(int last) {
    return new FactId.Unicast(RED, new MacAddress(0x0200_0000_0000L | last));
  }

  private static LearnedStations.Seen seen(int last, int port) {
    BindingTag tag = BindingTag.of(Ofport.of(port), VlanId.UNTAGGED);
    return new LearnedStations.Seen(
        new LearnedFlow(station(last), tag), new FactId.Binding("p" + port, VlanId.UNTAGGED));
  }

  @Test
  void tellsEachStationOnce() {
    assertThat(stations.learned(seen(1, 1))).containsInstanceOf(BridgeEvent.MacLearned.class);
    assertThat(stations.learned(seen(1, 1))).isEmpty();
    assertThat(stations.learned(seen(1, 2))).containsInstanceOf(BridgeEvent.MacMoved.class);
    assertThat(stations.forgotten(station(1), Reason.AGED))
        .containsInstanceOf(BridgeEvent.MacForgotten.class);
    assertThat(stations.forgotten(station(1), Reason.AGED)).isEmpty();
  }

  @Test
  void forgetsAllThatWasLearnedAtAPlace() {
    stations.learned(seen(1, 1));
    stations.learned(seen(2, 1));
    stations.learned(seen(3, 2));
    assertThat(stations.forgottenAt(Set.of(seen(1, 1).flow().place()))).hasSize(2);
    assertThat(stations.contains(station(3))).isTrue();
    assertThat(stations.contains(station(1))).isFalse();
  }

  @Test
  void tellsOnlyWhatDiffersFromWhatItKnewBefore() {
    stations.learned(seen(1, 1));
    stations.learned(seen(2, 1));
    List<BridgeEvent> events = stations.replaceAll(List.of(seen(2, 1), seen(3, 1)));
    assertThat(events)
        .hasSize(2)
        .hasAtLeastOneElementOfType(BridgeEvent.MacForgotten.class)
        .hasAtLeastOneElementOfType(BridgeEvent.MacLearned.class);
  }

  @Test
  void aBindingIsFullFromTheLimitUntilATenthHasGone() {
    LearnedStations many = new LearnedStations(20);
    for (int i = 1; i < 20; i++) {
      many.learned(seen(i, 1));
      many.learned(seen(i, 1));
    }
    assertThat(many.full()).isEmpty();
    many.learned(seen(20, 1));
    assertThat(many.full()).containsExactly(new FactId.Binding("p1", VlanId.UNTAGGED));
    many.forgotten(station(1), Reason.AGED);
    many.learned(seen(2, 2));
    assertThat(many.full()).as("18 of 20").hasSize(1);
    many.forgotten(station(3), Reason.AGED);
    assertThat(many.full()).isEmpty();
  }
}
