package io.vtepd.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.lab.run.Iperf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MeasureTest {

  private static Sample sample(int round, Variant variant, double value) {
    return new Sample(
        round,
        1,
        variant,
        "tcp",
        OptionalInt.empty(),
        "forward",
        "throughput",
        OptionalDouble.of(value),
        "bit/s",
        2,
        "",
        50);
  }

  private static Summary rounds(double[] vtepd, double[] reference) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < vtepd.length; i++) {
      samples.add(sample(i + 1, Variant.VTEPD, vtepd[i]));
      samples.add(sample(i + 1, Variant.REFERENCE, reference[i]));
    }
    return new Summary(samples);
  }

  @Test
  void ratiosAreThoseWithinARound() {
    Summary summary = rounds(new double[] {10, 40, 90}, new double[] {10, 20, 30});
    assertThat(summary.ratios("tcp throughput", Variant.VTEPD, Variant.REFERENCE))
        .containsExactly(1, 2, 3);
    assertThat(Summary.Spread.of(new double[] {9, 1, 4})).isEqualTo(new Summary.Spread(4, 1, 9, 3));
  }

  @Test
  void rangesThatOverlapShowNoDifference() {
    String series = "tcp throughput";
    assertThat(
            rounds(new double[] {10, 40}, new double[] {20, 30})
                .doubt(series, Variant.VTEPD, Variant.REFERENCE))
        .isEqualTo("no difference seen");
    assertThat(
            rounds(new double[] {31, 40}, new double[] {20, 30})
                .doubt(series, Variant.VTEPD, Variant.REFERENCE))
        .isEmpty();
    assertThat(
            rounds(new double[] {31}, new double[] {20})
                .doubt(series, Variant.VTEPD, Variant.REFERENCE))
        .isEqualTo("one round only");
  }

  @Test
  void aFailedRunIsALineWithItsErrorAndNoValue() {
    Sample failed =
        new Sample(
            2,
            3,
            Variant.REFERENCE,
            "udp",
            OptionalInt.of(64),
            "forward",
            "throughput",
            OptionalDouble.empty(),
            "bit/s",
            1.5,
            "iperf3: unable to connect, \"timed out\"",
            0);
    Map<String, String> versions =
        Map.of("vtepd", "vtepd 1", "Open vSwitch", "3.1", "kernel", "L", "processors", "2");
    List<String> lines =
        CsvText.of(List.of(sample(1, Variant.DIRECT, 7.5e9), failed), "T", versions)
            .lines()
            .toList();
    assertThat(lines)
        .containsExactly(
            CsvText.HEAD,
            "1,T,measure,1,1,direct,tcp,,forward,throughput,7500000000,bit/s,2,,50,vtepd 1,3.1,L,2",
            "1,T,measure,2,3,ovs-vtep,udp,64,forward,throughput,,bit/s,1.5,"
                + "\"iperf3: unable to connect, \"\"timed out\"\"\",0,vtepd 1,3.1,L,2");
  }

  @Test
  void theSearchEndsJustBelowWhereLossBegins() throws Exception {
    double capacity = 43e6;
    List<Long> tried = new ArrayList<>();
    long rate =
        RateSearch.find(
            1_000_000_000L,
            12,
            tries -> {
              tried.add(tries);
              double carried = Math.min((double) tries, capacity);
              return new Iperf.Outcome(carried, 100.0 * (tries - carried) / tries);
            });
    assertThat((double) rate).isBetween(capacity * 0.9, capacity);
    assertThat(tried).hasSizeLessThanOrEqualTo(12);
  }

  @Test
  void aSenderThatCannotGoFasterEndsTheSearch() throws Exception {
    long rate =
        RateSearch.find(
            1_000_000_000L, 12, tries -> new Iperf.Outcome(Math.min((double) tries, 5e6), 0));
    assertThat(rate).isEqualTo(5_000_000);
  }

  @Test
  void quantilesAreTimesThatWereMeasured() {
    StringBuilder output = new StringBuilder("PING 10.0.0.2\n");
    for (int i = 1000; i >= 1; i--) {
      output.append(
          "64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.%03d ms\n".formatted(i % 1000));
    }
    Latency latency = Latency.parse(output.toString(), 1250);
    assertThat(latency.quantile(0.5)).isEqualTo(499);
    assertThat(latency.quantile(1)).isEqualTo(999);
    assertThat(latency.quantile(0)).isZero();
    assertThat(latency.lossPercent()).isEqualTo(20);
    assertThat(latency.metrics()).containsEntry("p99", 989.0);
  }

  @Test
  void busyIsWhatIsNeitherIdleNorWaiting() {
    CpuTime before = CpuTime.parse("cpu  100 0 100 700 100 0 0 0 0 0");
    CpuTime after = CpuTime.parse("cpu  150 0 125 750 175 0 0 0 0 0");
    assertThat(after.percentSince(before)).isEqualTo(37.5);
    assertThat(before.percentSince(before)).isZero();
  }

  @Test
  void axesEndAtRoundNumbers() {
    assertThat(Scale.ceiling(0.93e9)).isEqualTo(1e9);
    assertThat(Scale.ceiling(1.05e9)).isEqualTo(1.2e9);
    assertThat(Scale.ceiling(9.1)).isEqualTo(10);
    assertThat(Scale.bits(936_000_000)).isEqualTo("936 Mbit/s");
    assertThat(Scale.microseconds(1500)).isEqualTo("1.5 ms");
    assertThat(Scale.plain(1)).isEqualTo("1");
  }

  @Test
  void wrongSizesAreRefused() {
    assertThatThrownBy(() -> new Settings(1, 1, List.of(1500), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Settings(0, 1, List.of(64), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
