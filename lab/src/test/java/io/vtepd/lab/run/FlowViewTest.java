package io.vtepd.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowViewTest {

  private static final String FLOW =
      " table=80, priority=100,metadata=0x1,dl_dst=00:00:00:00:aa:01"
          + " actions=set_field:0x64->tun_id,output:3";

  @Test
  void allWordsMustBeInOneFlow() {
    assertThat(FlowView.hasWords(FLOW, "table=80 dl_dst=00:00:00:00:aa:01")).isTrue();
    assertThat(FlowView.hasWords(FLOW, "metadata=0x1,dl_dst=00:00:00:00:aa:01")).isTrue();
    assertThat(FlowView.hasWords(FLOW, "table=81 dl_dst=00:00:00:00:aa:01")).isFalse();
  }

  @Test
  void aWordIsAWholeOne() {
    assertThat(FlowView.hasWords(FLOW, "table=8")).isFalse();
    assertThat(FlowView.hasWords(FLOW, "metadata=0x")).isFalse();
    assertThat(FlowView.hasWords(FLOW, "output:3")).isTrue();
  }
}
