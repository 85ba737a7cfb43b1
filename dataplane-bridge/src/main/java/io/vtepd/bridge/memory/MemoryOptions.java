package io.vtepd.bridge.memory;

import io.vtepd.bridge.feedback.FeedbackSettings;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What whoever emulates switches may choose.
 *
 * @param ports plugged in at each switch when it begins
 */
public record MemoryOptions(
    List<String> ports, MemorySettings settings, FeedbackSettings feedback) {

  public MemoryOptions {
    ports = List.copyOf(ports);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(feedback);
  }

  /** Switches with the ports eth1 to ethN. */
  public static MemoryOptions of(
      int portCount, MemorySettings settings, FeedbackSettings feedback) {
    List<String> ports = IntStream.rangeClosed(1, portCount).mapToObj(i -> "eth" + i).toList();
    return new MemoryOptions(ports, settings, feedback);
  }
}
