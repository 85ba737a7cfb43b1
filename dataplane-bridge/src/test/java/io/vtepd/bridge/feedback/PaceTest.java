package io.vtepd.bridge.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void aBurstAtOnceAndThenEvenly() {
    Pace pace = new Pace(10, 3, 1_000);
    for (int i = 0; i < 3; i++) {
      assertThat(pace.waitMs(1_000)).isZero();
      pace.take(1_000);
    }
    assertThat(pace.waitMs(1_000)).isEqualTo(10);
    assertThat(pace.waitMs(1_010)).isZero();
    pace.take(1_010);
    assertThat(pace.waitMs(1_010)).isEqualTo(10);
    assertThat(pace.waitMs(1_040)).isZero();
  }

  @Test
  void othersWaitNoLongerForWhatWasUrgent() {
    Pace pace = new Pace(10, 2, 0);
    for (int i = 0; i < 5; i++) {
      pace.take(0);
    }
    assertThat(pace.waitMs(0)).isEqualTo(10);
    assertThat(pace.waitMs(10)).isZero();
  }
}
