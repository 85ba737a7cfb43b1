package io.vtepd.daemon.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.vtep.MacAddress;
import org.junit.jupiter.api.Test;

class MovesTest {

  private static final Station STATION = new Station("red", new MacAddress(2));

  private final Moves moves = new Moves();

  /** Moves to and fro, a second each; the last one is told. */
  private boolean holdsAfter(int count, long beginMs, long stepMs) {
    boolean holds = false;
    for (int i = 0; i < count; i++) {
      String from = i % 2 == 0 ? "v1" : "v2";
      String to = i % 2 == 0 ? "v2" : "v1";
      holds = moves.moved(STATION, from, to, beginMs + i * stepMs).isPresent();
    }
    return holds;
  }

  @Test
  void aStationThatMovesTooOftenStaysWhereItWentLast() {
    assertThat(holdsAfter(Moves.MOVE_LIMIT - 1, 0, 1000)).isFalse();
    assertThat(moves.moved(STATION, "v1", "v2", 4000))
        .contains(new Moves.Hold(STATION, "v2", "v1", 4000 + Moves.HOLD_MS));
    assertThat(moves.holder(STATION, 4001)).contains("v2");
    assertThat(moves.moved(STATION, "v2", "v1", 5000)).isEmpty();
    assertThat(moves.holder(STATION, 4000 + Moves.HOLD_MS)).isEmpty();
    assertThat(moves.holds(4000 + Moves.HOLD_MS)).isEmpty();
  }

  @Test
  void whoMovesNowAndThenMovesFreely() {
    assertThat(holdsAfter(20, 0, Moves.WINDOW_MS / (Moves.MOVE_LIMIT - 1))).isFalse();
  }

  @Test
  void afterAHoldItCountsAnew() {
    assertThat(holdsAfter(Moves.MOVE_LIMIT, 0, 10)).isTrue();
    long later = Moves.HOLD_MS + 1000;
    assertThat(holdsAfter(Moves.MOVE_LIMIT - 1, later, 10)).isFalse();
    assertThat(moves.moved(STATION, "v1", "v2", later + 100)).isPresent();
  }

  @Test
  void oneStationsMovesAreNotAnothers() {
    holdsAfter(Moves.MOVE_LIMIT - 1, 0, 10);
    Station other = new Station("blue", STATION.mac());
    assertThat(moves.moved(other, "v1", "v2", 100)).isEmpty();
    assertThat(moves.moved(STATION, "v1", "v2", 100)).isPresent();
  }

  @Test
  void noMoreStationsAreRememberedThanTheLimit() {
    holdsAfter(Moves.MOVE_LIMIT - 1, 0, 10);
    for (int i = 0; i < Moves.STATION_LIMIT; i++) {
      moves.moved(new Station("blue", new MacAddress(2L * i + 2)), "v1", "v2", 100);
    }
    assertThat(moves.moved(STATION, "v1", "v2", 200)).isEmpty();
  }
}
