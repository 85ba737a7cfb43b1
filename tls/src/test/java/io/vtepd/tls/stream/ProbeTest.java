package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProbeTest {
  @Test
  void probesAfterSilenceAndGivesUpAfterAsMuchAgain() {
    Probe probe = Probe.start(5_000, 0).received(1_000);
    assertThat(probe.tick(5_999).action()).isEqualTo(Probe.Action.NONE);
    Probe.Step sent = probe.tick(6_000);
    assertThat(sent.action()).isEqualTo(Probe.Action.SEND_PROBE);
    assertThat(sent.next().tick(10_999).action()).isEqualTo(Probe.Action.NONE);
    assertThat(sent.next().tick(11_000).action()).isEqualTo(Probe.Action.TIME_OUT);
  }

  @Test
  void anyInputAnswersTheProbe() {
    Probe waiting = Probe.start(5_000, 0).tick(5_000).next();
    assertThat(waiting.received(9_999).tick(14_998).action()).isEqualTo(Probe.Action.NONE);
    assertThat(waiting.received(9_999).tick(14_999).action()).isEqualTo(Probe.Action.SEND_PROBE);
  }

  @Test
  void zeroSwitchesItOff() {
    Probe off = Probe.start(0, 0);
    assertThat(off.deadlineMs()).isEmpty();
    assertThat(off.received(1).tick(Long.MAX_VALUE).action()).isEqualTo(Probe.Action.NONE);
    assertThatThrownBy(() -> Probe.start(-1, 0)).hasMessageContaining("0 switches probing off");
  }
}
