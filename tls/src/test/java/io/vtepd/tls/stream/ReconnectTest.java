package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tls.stream.Reconnect.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconnectTest {
  private static final Optional<String> REFUSED = Optional.of("connection refused");

  private static Reconnect enabled(long nowMs) {
    return Reconnect.create(BackoffSettings.DEFAULT, nowMs).enable(nowMs);
  }

  @Test
  void nothingHappensUntilEnabledAndThenAtOnce() {
    Reconnect created = Reconnect.create(BackoffSettings.DEFAULT, 5);
    assertThat(created.phase()).isEqualTo(Phase.VOID);
    assertThat(created.isDue(Long.MAX_VALUE)).isFalse();
    assertThat(created.enable(10).isDue(10)).isTrue();
  }

  @Test
  void waitsDoubleFromOneSecondToEight() {
    Reconnect state = enabled(0);
    List<Long> waitsMs = new ArrayList<>();
    long nowMs = 0;
    for (int i = 0; i < 6; i++) {
      state = state.connecting(nowMs).disconnected(nowMs, REFUSED, 1);
      waitsMs.add(state.deadlineMs().orElseThrow() - nowMs);
      nowMs = state.deadlineMs().orElseThrow();
      assertThat(state.isDue(nowMs - 1)).isFalse();
      assertThat(state.isDue(nowMs)).isTrue();
    }
    assertThat(waitsMs).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 8_000L, 8_000L);
    assertThat(state.status(nowMs).tryCount()).isEqualTo(6);
    assertThat(state.status(nowMs).lastError()).isEqualTo(REFUSED);
  }

  @Test
  void aConnectionThatReceivedForLongerThanTheWaitStartsAnew() {
    Reconnect worn = new Reconnect.Connecting(enabled(0).past(), 0, 8_000).connected(1_000);
    assertThat(worn.received(9_000).disconnected(9_500, Optional.empty(), 1).deadlineMs())
        .hasValue(10_500);
    assertThat(worn.received(8_999).disconnected(9_500, Optional.empty(), 1).deadlineMs())
        .hasValue(17_500);
  }

  @Test
  void aPeerThatAcceptsAndDropsDoesNotResetTheWait() {
    Reconnect state = enabled(0);
    for (int i = 0; i < 3; i++) {
      long nowMs = state.deadlineMs().orElseThrow();
      state = state.connecting(nowMs).connected(nowMs).disconnected(nowMs, REFUSED, 1);
    }
    assertThat(state)
        .isInstanceOfSatisfying(
            Reconnect.Backoff.class, s -> assertThat(s.backoffMs()).isEqualTo(4_000));
  }

  @Test
  void ofSeveralTargetsAllAreTriedBeforeAWaitThatDoublesByRounds() {
    Reconnect state = enabled(0);
    List<Long> waitsMs = new ArrayList<>();
    long nowMs = 0;
    for (int i = 0; i < 9; i++) {
      state = state.connecting(nowMs).disconnected(nowMs, REFUSED, 3);
      waitsMs.add(state.deadlineMs().orElseThrow() - nowMs);
      nowMs = state.deadlineMs().orElseThrow();
    }
    assertThat(waitsMs).containsExactly(0L, 0L, 1_000L, 0L, 0L, 2_000L, 0L, 0L, 4_000L);
  }

  @Test
  void afterAGoodConnectionTheOtherTargetsAreTriedAtOnce() {
    Reconnect worn = new Reconnect.Connecting(enabled(0).past(), 0, 8_000).connected(0);
    Reconnect lost = worn.received(9_000).disconnected(9_000, REFUSED, 2);
    assertThat(lost.deadlineMs()).hasValue(9_000);
    Reconnect dropped =
        lost.connecting(9_000).connected(9_001).received(9_002).disconnected(9_003, REFUSED, 2);
    assertThat(dropped.deadlineMs()).as("one more to try").hasValue(9_003);
    Reconnect over = dropped.connecting(9_003).disconnected(9_004, REFUSED, 2);
    assertThat(over.deadlineMs()).as("none is left").hasValue(9_004 + 2_000);
  }

  @Test
  void aDialIsGivenUpAfterItsTimeout() {
    Reconnect connecting = enabled(0).connecting(100);
    assertThat(connecting.deadlineMs()).hasValue(100 + BackoffSettings.DEFAULT.connectTimeoutMs());
    assertThat(new Reconnect.Connecting(connecting.past(), 100, 8_000).deadlineMs())
        .hasValue(8_100);
  }

  @Test
  void silenceIsIdleAndInputIsActive() {
    Reconnect active = enabled(0).connecting(0).connected(0);
    Reconnect idle = active.probeSent(5_000);
    assertThat(idle.phase()).isEqualTo(Phase.IDLE);
    assertThat(idle.status(6_000).isConnected()).isTrue();
    assertThat(idle.received(6_000).phase()).isEqualTo(Phase.ACTIVE);
    assertThat(idle.deadlineMs()).isEmpty();
  }

  @Test
  void theStatusTellsSecondsSinceConnectAndDisconnect() {
    Reconnect fresh = enabled(0).connecting(0);
    assertThat(fresh.status(9_000).secSinceConnect()).isEmpty();
    assertThat(fresh.status(9_000).secSinceDisconnect()).isEmpty();
    Reconnect down = fresh.connected(1_000).disconnected(3_000, Optional.of("reset"), 1);
    assertThat(down.status(7_900).secSinceConnect()).hasValue(6);
    assertThat(down.status(7_900).secSinceDisconnect()).hasValue(4);
    assertThat(down.status(7_900).sinceMs()).isEqualTo(4_900);
    Reconnect up = down.connecting(8_000).connected(9_000);
    assertThat(up.status(9_000).secSinceConnect()).hasValue(0);
    assertThat(up.status(9_000).secSinceDisconnect()).hasValue(6);
    assertThat(up.status(9_000).lastError()).contains("reset");
  }

  @Test
  void anotherMaximumCutsTheWaitUnderWay() {
    Reconnect waiting = new Reconnect.Backoff(enabled(0).past(), 0, 8_000);
    assertThat(waiting.withBackoff(BackoffSettings.DEFAULT.withMaxBackoffMs(3_000)).deadlineMs())
        .hasValue(3_000);
    assertThat(new BackoffSettings(1_000, 10, 1).maxBackoffMs()).isEqualTo(1_000);
  }
}
