package io.vtepd.bridge.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Optional<Uuid> CLUSTER = Optional.of(new Uuid(1, 1));

  private static Standing member(boolean connected, boolean leader, long index) {
    return new Standing(true, connected, leader, CLUSTER, index);
  }

  private static Optional<String> objection(Standing now, Standing before) {
    return now.objection(Optional.of(before));
  }

  @Test
  void aServerOfItsOwnOnlyNeedsItsStorage() {
    Standing alone = new Standing(false, true, false, Optional.empty(), 0);
    assertThat(alone.objection(Optional.empty())).isEmpty();
    assertThat(objection(alone, member(true, true, 9))).isEmpty();
    assertThat(new Standing(false, false, true, Optional.empty(), 0).objection(Optional.empty()))
        .isPresent();
  }

  @Test
  void ofAClusterTheLeaderIsUsedWhileItIsInTouch() {
    assertThat(member(true, true, 5).objection(Optional.empty())).isEmpty();
    assertThat(member(true, false, 5).objection(Optional.empty()).orElseThrow())
        .contains("not the leader");
    assertThat(member(false, true, 5).objection(Optional.empty()).orElseThrow())
        .contains("not connected");
  }

  @Test
  void aMemberThatWouldTurnBackTheTimeIsNotUsed() {
    assertThat(objection(member(true, true, 5), member(true, true, 5))).isEmpty();
    assertThat(objection(member(true, true, 4), member(true, true, 5)).orElseThrow())
        .contains("lags behind");
    Standing other = new Standing(true, true, true, Optional.of(new Uuid(2, 2)), 1);
    assertThat(objection(other, member(true, true, 5))).as("another cluster").isEmpty();
  }
}
