package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import java.util.ArrayList;
import java.util.List;
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

  /** Work, then idleness for longer than it spins; whether it did spin. */
  private boolean spinsInVain() throws Exception {
    spin.calculateStrategy(() -> 1, false);
    boolean spun = spin.calculateStrategy(() -> 0, false) == SelectStrategy.CONTINUE;
    now += SPIN_NANOS;
    assertThat(spin.calculateStrategy(() -> 0, false)).isEqualTo(SelectStrategy.SELECT);
    return spun;
  }

  private List<Integer> sleepsBetweenSpins(int spins) throws Exception {
    List<Integer> sleeps = new ArrayList<>();
    for (int spun = 0, slept = 0; spun < spins; slept++) {
      if (spinsInVain()) {
        sleeps.add(slept);
        slept = -1;
        spun++;
      }
    }
    return sleeps;
  }

  @Test
  void spinsLessOftenTheLongerItWasInVain() throws Exception {
    assertThat(sleepsBetweenSpins(9)).containsExactly(0, 1, 2, 4, 8, 16, 32, 64, 64);
    for (int slept = 0; slept < 64; slept++) {
      assertThat(spinsInVain()).isFalse();
    }
    spin.calculateStrategy(() -> 1, false);
    assertThat(spin.calculateStrategy(() -> 0, false)).isEqualTo(SelectStrategy.CONTINUE);
    spin.calculateStrategy(() -> 1, false);
    assertThat(sleepsBetweenSpins(3)).as("after one that was of use").containsExactly(0, 1, 2);
  }
}
