package io.vtepd.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PingTallyTest {

  private final PingTally tally = new PingTally(Duration.ofMillis(10));

  private void reply(int sequence) {
    tally.take("64 bytes from 10.0.0.2: icmp_seq=" + sequence + " ttl=64 time=0.421 ms");
  }

  @Test
  void threeInARowAreAnAnswerAndOtherLinesAreNot() {
    tally.take("PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.");
    tally.take("From 10.0.0.1 icmp_seq=1 Destination Host Unreachable");
    reply(2);
    reply(4);
    reply(5);
    assertThat(tally.isAnswered()).isFalse();
    reply(6);
    assertThat(tally.isAnswered()).isTrue();
    assertThat(tally.received()).isEqualTo(4);
  }

  @Test
  void gapsAreLossButNotTheLastRequest() {
    reply(1);
    reply(2);
    reply(6);
    tally.take("7 packets transmitted, 3 received, 57% packet loss, time 61ms");
    assertThat(tally.sent()).isEqualTo(7);
    assertThat(tally.lost()).isEqualTo(3);
    assertThat(tally.longestGap()).isEqualTo(3);
  }

  @Test
  void anOutageAtTheEndCounts() {
    reply(1);
    tally.take("10 packets transmitted, 1 received, 90% packet loss, time 91ms");
    assertThat(tally.lost()).isEqualTo(8);
    assertThat(tally.longestGap()).isEqualTo(8);
  }

  @Test
  void aPingWithoutAnyReplyLostAllButOne() {
    tally.take("4 packets transmitted, 0 received, 100% packet loss, time 31ms");
    assertThat(tally.lost()).isEqualTo(3);
    assertThat(tally.isAnswered()).isFalse();
  }

  @Test
  void whatWasSentAfterTheNewestAnsweredOneIsNotJudgedOnceSettled() {
    reply(1);
    reply(3);
    tally.take("9 packets transmitted, 2 received, 77% packet loss, time 81ms");
    assertThat(tally.lost()).isEqualTo(6);
    tally.settle();
    assertThat(tally.lost()).isEqualTo(1);
    assertThat(tally.longestGap()).isEqualTo(1);
  }

  @Test
  void aReplysRequestWasSentEarlierByItsTrip() {
    tally.take("[1700000000.500000] 64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=200 ms");
    assertThat(tally.received()).isEqualTo(1);
    assertThat(tally.hasAnswerSince(1_700_000_000_299L)).isTrue();
    assertThat(tally.hasAnswerSince(1_700_000_000_300L)).isFalse();
  }

  @Test
  void aRepeatedReplyIsOneReply() {
    reply(1);
    reply(1);
    tally.take("1 packets transmitted, 1 received, +1 duplicates, 0% packet loss, time 0ms");
    assertThat(tally.received()).isEqualTo(1);
    assertThat(tally.lost()).isZero();
  }

  @Test
  void onASlowPathMoreOfTheLastAreOnTheirWay() {
    tally.take("64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=41.2 ms");
    tally.take("64 bytes from 10.0.0.2: icmp_seq=2 ttl=64 time=40.7 ms");
    tally.take("7 packets transmitted, 2 received, 71% packet loss, time 61ms");
    assertThat(tally.lost()).isZero();
    tally.take("9 packets transmitted, 2 received, 71% packet loss, time 81ms");
    assertThat(tally.lost()).isEqualTo(2);
    assertThat(tally.longestGap()).isEqualTo(2);
  }
}
