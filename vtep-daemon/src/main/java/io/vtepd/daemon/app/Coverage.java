package io.vtepd.daemon.app;

import io.vtepd.daemon.server.ServerCounter;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How often what is counted happens, as {@code coverage/show} tells it. Remembers an hour in steps
 * of five seconds. For any thread.
 */
final class Coverage {

  /** Time between two calls of {@link #sample}. */
  static final int SAMPLE_SECONDS = 5;

  private static final int MINUTE_SAMPLES = 60 / SAMPLE_SECONDS;
  private static final int HOUR_SAMPLES = 3600 / SAMPLE_SECONDS;

  private final Supplier<Map<ServerCounter, Long>> counters;

  /** The newest first. */
  private final Deque<Map<ServerCounter, Long>> samples = new ArrayDeque<>();

  Coverage(Supplier<Map<ServerCounter, Long>> counters) {
    this.counters = Objects.requireNonNull(counters);
    sample();
  }

  /** To be called every five seconds. */
  synchronized void sample() {
    samples.addFirst(counters.get());
    if (samples.size() > HOUR_SAMPLES + 1) {
      samples.removeLast();
    }
  }

  /** The counters that have counted, the busiest last, then how many have not. */
  synchronized String show() {
    Map<ServerCounter, Long> newest = samples.getFirst();
    Map<ServerCounter, Long> now = counters.get();
    List<ServerCounter> hit =
        now.keySet().stream()
            .filter(counter -> now.get(counter) > 0)
            .sorted(Comparator.comparing(now::get))
            .toList();
    StringBuilder text = new StringBuilder();
    text.append("Event coverage, avg rate over last: 5 seconds, last minute, last hour,  hash=")
        .append(String.format("%08x:%n", hit.hashCode()));
    for (ServerCounter counter : hit) {
      text.append(
          String.format(
              "%-24s %5.1f/sec %9.3f/sec %13.4f/sec   total: %d%n",
              counter.id(),
              rate(newest, counter, 1),
              rate(newest, counter, MINUTE_SAMPLES),
              rate(newest, counter, HOUR_SAMPLES),
              now.get(counter)));
    }
    return text.append(now.size() - hit.size()).append(" events never hit\n").toString();
  }

  /** A second's share of what was counted in that many samples, also if there are fewer yet. */
  private double rate(Map<ServerCounter, Long> newest, ServerCounter counter, int count) {
    Map<ServerCounter, Long> oldest =
        samples.stream().limit(count + 1L).reduce(newest, (left, right) -> right);
    return (double) (newest.get(counter) - oldest.get(counter)) / (count * SAMPLE_SECONDS);
  }

  /** The count of that name. */
  Optional<Long> read(String name) {
    return Stream.of(ServerCounter.values())
        .filter(counter -> counter.id().equals(name))
        .findFirst()
        .map(counters.get()::get);
  }
}
