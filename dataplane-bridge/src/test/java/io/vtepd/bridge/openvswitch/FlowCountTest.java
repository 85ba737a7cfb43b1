package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowStats;
import io.vtepd.bridge.openvswitch.pipeline.PipelineTable;
import org.junit.jupiter.api.Test;

class FlowCountTest {

  private static final long SECOND_NS = 1_000_000_000L;

  private final FlowCount count = new FlowCount();

  private void see(long seconds, long packets) {
    Flow flow = Flow.of(PipelineTable.EGRESS.id(), 10, Match.ALL, Instructions.DROP, new Cookie(0));
    count.see(new FlowStats(flow, seconds * SECOND_NS, 0, packets, packets * 100));
  }

  @Test
  void goesOnWhenTheFlowIsMadeAnew() {
    see(10, 5);
    see(20, 7);
    assertThat(count.packets()).isEqualTo(7);
    see(3, 2);
    assertThat(count.packets()).as("fewer").isEqualTo(9);
    see(10, 2);
    assertThat(count.packets()).as("as many").isEqualTo(9);
    assertThat(count.bytes()).isEqualTo(900);
  }

  /** As Open vSwitch does when a binding gets another logical switch. */
  @Test
  void countsNothingTwiceWhenTheFlowIsReplacedAndKeepsItsCounters() {
    see(10, 5);
    see(1, 5);
    assertThat(count.packets()).isEqualTo(5);
    see(11, 30);
    assertThat(count.packets()).isEqualTo(30);
    assertThat(count.bytes()).isEqualTo(3_000);
  }

  @Test
  void readingsKeepTheirDistanceWhenTheyAreDear() {
    assertThat(SwitchStatistics.pauseMs(10_000, 2, 100)).isEqualTo(10_000);
    assertThat(SwitchStatistics.pauseMs(10_000, 96_000, 100)).isEqualTo(96_000);
    assertThat(SwitchStatistics.pauseMs(10_000, 2, 48_000)).isEqualTo(240_000);
  }
}
