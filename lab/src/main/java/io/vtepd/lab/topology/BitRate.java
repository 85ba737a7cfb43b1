package io.vtepd.lab.topology;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bits a second, in the words of tc(8): 100mbit. */
public record BitRate(long bitsPerSecond) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,8})(kbit|mbit|gbit)");
  private static final long LEAST = 64_000;
  private static final long MOST = 10_000_000_000L;

  /** A queue drains this often at least, so that a short burst is no more than its part of it. */
  private static final long BURSTS_A_SECOND = 100;

  /** Two frames of the underlay: less would let none through. */
  private static final long BURST_LEAST_BYTES = 3_200;

  public BitRate {
    if (bitsPerSecond < LEAST || bitsPerSecond > MOST) {
      throw new IllegalArgumentException(bitsPerSecond + " bits a second");
    }
  }

  /** Reads a number and kbit, mbit or gbit, 64kbit to 10gbit. */
  public static Optional<BitRate> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "kbit" -> 1_000;
          case "mbit" -> 1_000_000;
          default -> 1_000_000_000;
        };
    long bits = Long.parseLong(matcher.group(1)) * unit;
    return bits < LEAST || bits > MOST ? Optional.empty() : Optional.of(new BitRate(bits));
  }

  /** What is wrong with a text that {@link #parse} refuses, and what to write instead. */
  public static String fault(String text) {
    String remedy = " Write 64kbit to 10gbit, such as 100mbit.";
    if (FORM.matcher(text).matches()) {
      return "rate \"" + text + "\" is out of range." + remedy;
    }
    return text.matches("[0-9]+")
        ? "rate \"" + text + "\" lacks its unit: kbit, mbit or gbit." + remedy
        : "\"" + text + "\" is no rate." + remedy;
  }

  /** What may pass at once after a pause, for tc's tbf. */
  public long burstBytes() {
    return Math.max(BURST_LEAST_BYTES, bitsPerSecond / 8 / BURSTS_A_SECOND);
  }

  /** As tc reads it. */
  @Override
  public String toString() {
    if (bitsPerSecond % 1_000_000_000 == 0) {
      return bitsPerSecond / 1_000_000_000 + "gbit";
    }
    return bitsPerSecond % 1_000_000 == 0
        ? bitsPerSecond / 1_000_000 + "mbit"
        : bitsPerSecond / 1_000 + "kbit";
  }
}
