package io.vtepd.tls.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogThrottleTest {
  private final LogThrottle throttle = new LogThrottle(1_000);

  @Test
  void equalLinesPassOnceAnIntervalAndAreCounted() {
    assertThat(throttle.pass("a", 0)).hasValue(0);
    assertThat(throttle.pass("a", 10)).isEmpty();
    assertThat(throttle.pass("b", 10)).hasValue(0);
    assertThat(throttle.pass("a", 999)).isEmpty();
    assertThat(throttle.pass("a", 1_000)).hasValue(2);
    assertThat(throttle.pass("a", 1_001)).isEmpty();
  }

  @Test
  void theOldestKeyIsForgottenAtTheLimit() {
    for (int i = 0; i <= LogThrottle.KEY_LIMIT; i++) {
      assertThat(throttle.pass("key " + i, 0)).hasValue(0);
    }
    assertThat(throttle.pass("key " + LogThrottle.KEY_LIMIT, 1)).isEmpty();
    assertThat(throttle.pass("key 0", 1)).hasValue(0);
  }
}
