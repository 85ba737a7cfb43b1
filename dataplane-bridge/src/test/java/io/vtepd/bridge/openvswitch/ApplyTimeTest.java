package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplyTimeTest {

  private long nowNs;
  private final List<Long> took = new ArrayList<>();
  private final ApplyTime time = new ApplyTime(() -> nowNs, took::add);

  @Test
  void ofCommitsThatAreSentTogetherTheOldestCounts() {
    time.wanted(10);
    time.wanted(20);
    time.sent(true);
    time.wanted(30);
    nowNs = 50;
    time.confirmed();
    assertThat(took).containsExactly(40L);
    time.sent(true);
    nowNs = 60;
    time.confirmed();
    assertThat(took).containsExactly(40L, 30L);
  }

  @Test
  void whatChangesNothingAndWhatNoCommitAskedForDoNotCount() {
    time.wanted(10);
    time.sent(false);
    time.confirmed();
    time.sent(true);
    time.confirmed();
    assertThat(took).isEmpty();
  }

  @Test
  void whatTheSwitchNeverConfirmedDoesNotCount() {
    time.wanted(10);
    time.sent(true);
    time.wanted(20);
    time.sent(true);
    nowNs = 25;
    time.confirmed();
    assertThat(took).containsExactly(5L);
  }
}
