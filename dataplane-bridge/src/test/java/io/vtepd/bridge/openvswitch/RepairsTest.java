package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import org.junit.jupiter.api.Test;

class RepairsTest {

  private final Repairs repairs = new Repairs();
  private final Pipeline pipeline = new Pipeline(PipelineSettings.DEFAULT);

  /** Repairs once as soon as it may, and tells how long that took. */
  private long repair(long nowMs) {
    repairs.doubtGroups();
    long delayMs = repairs.delayMs(nowMs);
    repairs.take(pipeline, nowMs + delayMs);
    return delayMs;
  }

  private long repairOften(int times) {
    long nowMs = 0;
    long delayMs = 0;
    for (int i = 0; i < times; i++) {
      delayMs = repair(nowMs);
      nowMs += delayMs;
    }
    return delayMs;
  }

  @Test
  void getsSlowerWhileSomebodyKeepsChangingFlowsBack() {
    assertThat(repairOften(2)).isEqualTo(40);
    assertThat(repairOften(20)).isEqualTo(5_000);
  }

  @Test
  void isQuickAgainAfterACalmTime() {
    repairOften(20);
    assertThat(repair(1_000_000)).isEqualTo(20);
  }

  @Test
  void isQuickAgainOnAnotherConnection() {
    repairOften(20);
    repairs.doubtGroups();
    repairs.restart();
    assertThat(repairs.isEmpty()).isTrue();
    assertThat(repairs.delayMs(1)).isEqualTo(20);
  }
}
