package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.server.ServerCounter;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private final Map<ServerCounter, Long> counts = new EnumMap<>(ServerCounter.class);
  private final Coverage coverage;

  CoverageTest() {
    for (ServerCounter counter : ServerCounter.values()) {
      counts.put(counter, 0L);
    }
    coverage = new Coverage(() -> new EnumMap<>(counts));
  }

  private void sampleWith(ServerCounter counter, long count) {
    counts.put(counter, count);
    coverage.sample();
  }

  @Test
  void ratesAreThoseOfTheLastFiveSecondsMinuteAndHour() {
    sampleWith(ServerCounter.COMMITS, 3_600);
    sampleWith(ServerCounter.COMMITS, 3_605);
    assertThat(coverage.show())
        .containsPattern("commits +1[.]0/sec +60[.]083/sec +1[.]0014/sec   total: 3605\n")
        .endsWith(ServerCounter.values().length - 1 + " events never hit\n");
    for (int i = 0; i < 12; i++) {
      coverage.sample();
    }
    assertThat(coverage.show()).containsPattern("commits +0[.]0/sec +0[.]000/sec +1[.]0014/sec");
    for (int i = 0; i < 720; i++) {
      coverage.sample();
    }
    assertThat(coverage.show()).containsPattern("commits +0[.]0/sec +0[.]000/sec +0[.]0000/sec");
  }

  @Test
  void theBusiestCounterComesLast() {
    counts.put(ServerCounter.COMMITS, 9L);
    counts.put(ServerCounter.WAITS, 2L);
    assertThat(coverage.show()).containsPattern("(?s)waits .*commits ");
    assertThat(coverage.read("commits")).hasValue(9L);
    assertThat(coverage.read("Commits")).isEmpty();
  }
}
