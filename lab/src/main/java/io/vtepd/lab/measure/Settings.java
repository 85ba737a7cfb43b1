package io.vtepd.lab.measure;

import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds each with all variants
 * @param seconds of one run
 * @param frames sizes of UDP frames in bytes: Ethernet without its checksum
 * @param probes runs of a second that look for the rate of UDP
 */
public record Settings(int rounds, int seconds, List<Integer> frames, int probes) {

  /** What 1450 bytes of MTU hold. */
  static final int LARGEST_FRAME = 1464;

  /** The smallest that iperf3's own header fits into. */
  static final int SMALLEST_FRAME = 60;

  /** What is measured unless something else is asked for. */
  public static final Settings FULL = new Settings(7, 10, List.of(64, 512, 1400), 7);

  public static final Settings QUICK = new Settings(3, 2, List.of(64, 512, 1400), 5);

  public Settings {
    frames = List.copyOf(frames);
    probes = seconds == 1 ? 1 : probes;
    if (rounds < 1 || rounds > 100 || seconds < 1 || seconds > 3600) {
      throw new IllegalArgumentException("1 to 100 rounds of 1 to 3600 seconds");
    }
    if (frames.stream().anyMatch(size -> size < SMALLEST_FRAME || size > LARGEST_FRAME)) {
      throw new IllegalArgumentException("frames have 60 to 1464 bytes");
    }
  }

  /** Whoever asks for runs of a second wants to see that it works: that is over soon. */
  boolean isTrial() {
    return seconds == 1;
  }

  /** Pings of a run, one a millisecond. */
  int pings() {
    return isTrial() ? 200 : seconds * 1000;
  }

  /** How long the load runs beside pings: until they are over. */
  int loadSeconds() {
    return isTrial() ? 1 : seconds + 1;
  }
}
