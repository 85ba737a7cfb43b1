package io.vtepd.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VniTallyTest {

  private static final long SECOND = 1_000_000;

  private final VniTally tally = new VniTally();

  private static String line(String time) {
    return time + " 192.0.2.1 > 192.0.2.2 vni 100 00:00:00:00:aa:01 > ff:ff:ff:ff:ff:ff ARP";
  }

  @Test
  void whatACaptureTellsLateBelongsToItsOwnTime() {
    long begin = 12 * 3600 * SECOND;
    tally.take(line("11:59:59.999999"));
    assertThat(tally.since(begin)).isZero();
    tally.take(line("12:00:00.000000"));
    tally.take(line("12:00:00.000001"));
    tally.take(line("11:59:58.000000"));
    assertThat(tally.since(begin)).isEqualTo(2);
    assertThat(tally.lastLine()).startsWith("11:59:58");
  }

  @Test
  void midnightIsNoEnd() {
    long begin = 24 * 3600 * SECOND - SECOND;
    tally.take(line("23:59:58.900000"));
    tally.take(line("23:59:59.900000"));
    tally.take(line("00:00:01.000000"));
    assertThat(tally.since(begin)).isEqualTo(2);
  }

  @Test
  void aLineWithoutATimeIsOfNow() {
    long begin = VniTally.nowUs();
    tally.take("vni 100");
    assertThat(tally.since(begin)).isEqualTo(1);
  }

  @Test
  void ofTooManyTheOldestAreForgotten() {
    for (int packet = 0; packet < VniTally.KEPT_LIMIT; packet++) {
      tally.take(line("10:00:00.000000"));
    }
    tally.take(line("10:00:02.000000"));
    assertThat(tally.since(10 * 3600 * SECOND)).isEqualTo(VniTally.KEPT_LIMIT);
    assertThat(tally.since((10 * 3600 + 1) * SECOND)).isEqualTo(1);
  }
}
