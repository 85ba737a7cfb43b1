package io.vtepd.lab.measure;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One result.
 *
 * @param round from 1
 * @param order the place of the variant within its round, from 1
 * @param test tcp, udp, latency-idle or latency-loaded
 * @param frameBytes of UDP frames
 * @param direction forward, or round-trip
 * @param metric throughput, loss, p50, p90, p99, p99.9 or max
 * @param value empty when the run failed
 * @param unit bit/s, percent or us
 * @param seconds how long the run took
 * @param error why there is no value
 * @param cpuPercent of all processors that were busy meanwhile
 */
record Sample(
    int round,
    int order,
    Variant variant,
    String test,
    OptionalInt frameBytes,
    String direction,
    String metric,
    OptionalDouble value,
    String unit,
    double seconds,
    String error,
    double cpuPercent) {

  /** What is compared: the same of each variant. */
  String series() {
    return test + (frameBytes.isPresent() ? " " + frameBytes.getAsInt() : "") + " " + metric;
  }
}
