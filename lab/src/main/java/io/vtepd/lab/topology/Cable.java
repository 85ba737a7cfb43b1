package io.vtepd.lab.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the cable between a host and its router is like, the same both ways.
 *
 * @param rate the most that it carries
 * @param delay what every frame takes more
 */
public record Cable(Optional<BitRate> rate, Optional<Duration> delay) {

  /** A cable like any other of the lab: as fast as the machine. */
  public static final Cable PLAIN = new Cable(Optional.empty(), Optional.empty());

  /** Shorter is what the machine itself takes. */
  public static final Duration DELAY_LEAST = Duration.ofMillis(1);

  /** ARP gives up after three seconds without an answer, there and back. */
  public static final Duration DELAY_MOST = Duration.ofSeconds(1);

  public Cable {
    if (delay.isPresent()
        && (delay.get().compareTo(DELAY_LEAST) < 0 || delay.get().compareTo(DELAY_MOST) > 0)) {
      throw new IllegalArgumentException("delay " + delay.get());
    }
  }

  /** In words: "100mbit, 20ms"; empty for a plain one. */
  public String words() {
    List<String> words = new ArrayList<>();
    rate.ifPresent(it -> words.add(it.toString()));
    delay.ifPresent(it -> words.add(it.toMillis() + "ms"));
    return String.join(", ", words);
  }
}
