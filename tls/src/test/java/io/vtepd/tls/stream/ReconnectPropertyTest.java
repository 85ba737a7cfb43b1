package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tls.stream.Reconnect.Phase;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconnectPropertyTest {
  private static final int STEP_COUNT = 20_000;

  /** The arrows of the diagram. */
  private static final Map<Phase, Set<Phase>> ARROWS =
      Map.of(
          Phase.VOID, Set.of(Phase.BACKOFF),
          Phase.BACKOFF, Set.of(Phase.CONNECTING, Phase.VOID),
          Phase.CONNECTING, Set.of(Phase.ACTIVE, Phase.BACKOFF, Phase.VOID),
          Phase.ACTIVE, Set.of(Phase.IDLE, Phase.BACKOFF, Phase.VOID),
          Phase.IDLE, Set.of(Phase.ACTIVE, Phase.BACKOFF, Phase.VOID));

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void anyEventsKeepToTheDiagramAndTheLimits() {
    long nowMs = random.nextInt(1_000);
    Reconnect state = Reconnect.create(BackoffSettings.DEFAULT, nowMs);
    for (int i = 0; i < STEP_COUNT; i++) {
      nowMs += random.nextInt(3_000);
      Reconnect next = step(state, nowMs);
      if (next.phase() != state.phase()) {
        assertThat(ARROWS.get(state.phase())).as("seed %d", seed).contains(next.phase());
        assertThat(next.sinceMs()).as("seed %d", seed).isEqualTo(nowMs);
      }
      checkLimits(next, nowMs);
      state = next;
    }
  }

  private Reconnect step(Reconnect state, long nowMs) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> state.enable(nowMs);
      case 2, 3 -> state.connecting(nowMs);
      case 4 -> state.connected(nowMs);
      case 5 -> state.received(nowMs);
      case 6 -> state.probeSent(nowMs);
      case 7 -> state.disconnected(nowMs, Optional.of("error " + nowMs), 1);
      default -> random.nextInt(10) == 0 ? state.disable(nowMs) : state;
    };
  }

  private void checkLimits(Reconnect state, long nowMs) {
    Reconnect.Status status = state.status(nowMs);
    if (state instanceof Reconnect.Backoff waiting) {
      assertThat(waiting.backoffMs())
          .as("seed %d", seed)
          .isBetween(0L, BackoffSettings.DEFAULT.maxBackoffMs());
    }
    if (status.isConnected()) {
      assertThat(status.secSinceConnect()).as("seed %d", seed).isPresent();
    }
    assertThat(status.secSinceConnect().orElse(0)).as("seed %d", seed).isNotNegative();
    assertThat(state.deadlineMs().isPresent())
        .as("seed %d", seed)
        .isEqualTo(status.phase() == Phase.BACKOFF || status.phase() == Phase.CONNECTING);
  }
}
