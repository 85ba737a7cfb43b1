package io.vtepd.lab.measure;

import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.run.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Times of pings. */
final class Latency {

  private static final Pattern TIME = Pattern.compile("time=([0-9.]+) ms");

  private final double[] timesUs;
  private final int sent;

  /**
   * @param timesUs round-trip times in microseconds, ascending
   * @param sent requests
   */
  private Latency(double[] timesUs, int sent) {
    this.timesUs = timesUs;
    this.sent = sent;
  }

  /** Replies. */
  int received() {
    return timesUs.length;
  }

  /** Sends pings, one a millisecond. */
  static Latency measure(Lab lab, Variant variant, int count)
      throws IOException, InterruptedException, LabFailure {
    List<String> words =
        List.of("ping", "-n", "-i", "0.001", "-c", "" + count, "-W", "1", variant.address());
    Completed ping =
        Command.of(lab.namespace(variant.from()).enter(words))
            .with(lab.environment(variant.from()))
            .within(Duration.ofMillis(count * 10L).plusSeconds(15))
            .run();
    Latency latency = parse(ping.out(), count);
    if (latency.timesUs.length == 0) {
      throw new LabFailure("no ping was answered: " + ping.lastLine());
    }
    return latency;
  }

  static Latency parse(String output, int sent) {
    double[] times =
        TIME.matcher(output)
            .results()
            .map((MatchResult result) -> result.group(1))
            .mapToDouble(text -> Double.parseDouble(text) * 1000)
            .sorted()
            .toArray();
    return new Latency(times, sent);
  }

  /** The pings of all rounds as one. */
  static Latency together(List<Latency> rounds) {
    double[] times =
        rounds.stream().flatMapToDouble(each -> Arrays.stream(each.timesUs)).sorted().toArray();
    return new Latency(times, rounds.stream().mapToInt(each -> each.sent).sum());
  }

  /** The time that so much of a whole, 0 to 1, did not exceed. */
  double quantile(double part) {
    int index = (int) Math.ceil(part * timesUs.length) - 1;
    return timesUs[Math.clamp(index, 0, timesUs.length - 1)];
  }

  double lossPercent() {
    return 100.0 * (sent - timesUs.length) / sent;
  }

  /** The metrics of a result, by their names. */
  Map<String, Double> metrics() {
    return Map.of(
        "p50", quantile(0.5),
        "p90", quantile(0.9),
        "p99", quantile(0.99),
        "p99.9", quantile(0.999),
        "max", quantile(1));
  }
}
