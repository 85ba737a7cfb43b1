package io.vtepd.tls.stream;

/**
 * How patient a {@link Reconnect} is.
 *
 * @param minBackoffMs the first wait, at least 1
 * @param maxBackoffMs the longest wait, {@code max_backoff} of a Manager row; raised to the minimum
 * @param connectTimeoutMs how long a dial with its TLS handshake may take at least; it gets the
 *     last wait if that is longer
 */
public record BackoffSettings(long minBackoffMs, long maxBackoffMs, long connectTimeoutMs) {
  /** One second, doubled up to eight, as Open vSwitch; five seconds for a dial, which it lacks. */
  public static final BackoffSettings DEFAULT = new BackoffSettings(1_000, 8_000, 5_000);

  private static final long LIMIT_MS = 24L * 60 * 60 * 1_000;

  /** Checks the limits, at most a day each. */
  public BackoffSettings {
    requireWithin("minBackoffMs", minBackoffMs);
    requireWithin("maxBackoffMs", maxBackoffMs);
    requireWithin("connectTimeoutMs", connectTimeoutMs);
    maxBackoffMs = Math.max(minBackoffMs, maxBackoffMs);
  }

  /** The same with another longest wait. */
  public BackoffSettings withMaxBackoffMs(long otherMaxBackoffMs) {
    return new BackoffSettings(minBackoffMs, otherMaxBackoffMs, connectTimeoutMs);
  }

  private static void requireWithin(String name, long valueMs) {
    if (valueMs < 1 || valueMs > LIMIT_MS) {
      throw new IllegalArgumentException(
          name + " " + valueMs + " is not within 1 to " + LIMIT_MS + " ms");
    }
  }
}
