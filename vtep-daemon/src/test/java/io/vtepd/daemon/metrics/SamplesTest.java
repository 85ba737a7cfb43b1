package io.vtepd.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private final Samples samples = new Samples();

  private List<String> lines() {
    return samples.text().lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void eachMetricHasItsSentenceItsTypeAndItsSeries() {
    samples.add(Metric.TUNNEL_UP, true, "192.0.2.1");
    samples.add(Metric.TUNNEL_UP, false, "192.0.2.2");
    samples.add(Metric.REQUESTS, 12_345_678_901L);
    samples.add(Metric.CPU_SECONDS, 1.25);
    assertThat(samples.text())
        .isEqualTo(
            """
            # HELP vtepd_requests_total OVSDB requests executed, of any method.
            # TYPE vtepd_requests_total counter
            vtepd_requests_total 12345678901
            # HELP vtepd_tunnel_up Whether BFD says that a tunnel is up; 1 without BFD.
            # TYPE vtepd_tunnel_up gauge
            vtepd_tunnel_up{remote="192.0.2.1"} 1
            vtepd_tunnel_up{remote="192.0.2.2"} 0
            # HELP process_cpu_seconds_total Processor time used.
            # TYPE process_cpu_seconds_total counter
            process_cpu_seconds_total 1.25
            """);
  }

  @Test
  void histogramsCountWhatTookNoLongerThanEachBound() {
    Histogram fast = new Histogram();
    fast.record(-5);
    fast.record(100_000);
    fast.record(100_001);
    Histogram slow = new Histogram();
    slow.record(60_000_000_000L);
    samples.add(Metric.RPC_SECONDS, fast, "transact");
    samples.add(Metric.RPC_SECONDS, slow, "transact");
    assertThat(samples.text()).contains("# TYPE vtepd_rpc_seconds histogram\n");
    String series = "vtepd_rpc_seconds_";
    assertThat(lines())
        .hasSize(Histogram.bucketCount() + 2)
        .contains(
            series + "bucket{method=\"transact\",le=\"1.0E-4\"} 2",
            series + "bucket{method=\"transact\",le=\"2.5E-4\"} 3",
            series + "bucket{method=\"transact\",le=\"10\"} 3",
            series + "bucket{method=\"transact\",le=\"+Inf\"} 4",
            series + "sum{method=\"transact\"} 60.000200001",
            series + "count{method=\"transact\"} 4");
    assertThat(fast.count()).isEqualTo(3);
  }

  @Test
  void namesFromTheWireCannotForgeSeries() {
    samples.add(Metric.BINDING_FAULTS, 1, "a\"} 7\nvtepd_ready 1\\\u001b[2J");
    assertThat(lines())
        .containsExactly("vtepd_binding_faults{fault=\"a\\\"} 7\\nvtepd_ready 1\\\\?[2J\"} 1");
  }

  @Test
  void longNamesAreCutAndNotWithinACharacter() {
    samples.add(Metric.BINDING_FAULTS, 1, "x".repeat(63) + "\ud83d\ude00");
    samples.add(Metric.BINDING_FAULTS, 1, "y".repeat(1_000_000));
    assertThat(lines())
        .containsExactly(
            "vtepd_binding_faults{fault=\"" + "x".repeat(63) + "\"} 1",
            "vtepd_binding_faults{fault=\"" + "y".repeat(64) + "\"} 1");
  }

  @Test
  void whatIsOverTheLimitOfSeriesIsOneSeries() {
    for (int i = 0; i < 10_000; i++) {
      samples.add(Metric.BINDING_FAULTS, 1, "fault" + i);
    }
    samples.add(Metric.BINDING_FAULTS, 1, "fault0");
    assertThat(lines()).hasSize(Samples.SERIES_LIMIT);
    assertThat(lines()).contains("vtepd_binding_faults{fault=\"fault0\"} 2");
    assertThat(lines()).last().isEqualTo("vtepd_binding_faults{fault=\"other\"} 9801");
  }

  @Test
  void labelsMustBeThoseOfTheMetric() {
    assertThatThrownBy(() -> samples.add(Metric.READY, 1, "surplus"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesOfMetricsAreValidAndCountersSaySo() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.id()).matches("(vtepd|process|jvm)_[a-z_]+");
      assertThat(metric.id().endsWith("_total"))
          .as(metric.id())
          .isEqualTo(metric.type() == Metric.Type.COUNTER);
      assertThat(metric.sentence()).endsWith(".").doesNotContain("\n");
    }
    assertThat(Stream.of(Metric.values()).map(Metric::id)).doesNotHaveDuplicates();
  }
}
