package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

  private static final long SPIN_NANOS = 50_000;

  private long now = Long.MAX_VALUE - 10;
  private final SelectStrategy spin = new EventLoops.BriefSpin(SPIN_NANOS, () -> now);

  @Test
  void sleepsAtOnceWhenNothingHasHappened() throws Exception {
    assertThat(spin.calculateStrategy(() -> 0, false)).isEqualTo(SelectStrategy.SELECT);
  }

  @Test
  void looksForMoreForAMomentAfterSomethingHasHappened() throws Exception {
    assertThat(spin.calculateStrategy(() -> 3, false)).isEqualTo(3);
    now += 2 * SPIN_NANOS;
    assertThat(spin.calculateStrategy(() -> 0, false))
        .as("what was done took long, which does not count")
        .isEqualTo(SelectStrategy.CONTINUE);
    now += SPIN_NANOS - 1;
    assertThat(spin.calculateStrategy(() -> 0, false)).isEqualTo(SelectStrategy.CONTINUE);
    now += 1;
    assertThat(spin.calculateStrategy(() -> 0, false)).isEqualTo(SelectStrategy.SELECT);
  }

  @Test
  void sleepsOnWhenTheClockHasGoneOnForever() throws Exception {
    spin.calculateStrategy(() -> 1, false);
    spin.calculateStrategy(() -> 0, false);
    now += SPIN_NANOS;
    spin.calculateStrategy(() -> 0, false);
    now = Long.MAX_VALUE - 10;
    assertThat(spin.calculateStrategy(() -> 0, false)).isEqualTo(SelectStrategy.SELECT);
  }

  @Test
  void tasksGoFirst() throws Exception {
    assertThat(spin.calculateStrategy(() -> 0, true)).isZero();
  }
}
