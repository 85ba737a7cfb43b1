package io.vtepd.daemon.manager;

import io.vtepd.tls.stream.BackoffSettings;
import io.vtepd.tls.stream.Target;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How one remote is served.
 *
 * @param maxBackoffMs longest wait between dials; empty for the default
 * @param probeIntervalMs silence before a probe, 0 for never; empty for the default, which is none
 *     on Unix sockets
 */
record RemoteSettings(OptionalLong maxBackoffMs, OptionalLong probeIntervalMs) {

  static final RemoteSettings DEFAULT =
      new RemoteSettings(OptionalLong.empty(), OptionalLong.empty());

  private static final long DEFAULT_PROBE_INTERVAL_MS = 5_000;

  /** Neither more often than once a second, as in Open vSwitch. */
  private static final long LEAST_MS = 1_000;

  private static final long MOST_MS = 24L * 60 * 60 * 1_000;

  RemoteSettings {
    Objects.requireNonNull(maxBackoffMs);
    Objects.requireNonNull(probeIntervalMs);
  }

  BackoffSettings backoff() {
    return maxBackoffMs.isPresent()
        ? BackoffSettings.DEFAULT.withMaxBackoffMs(within(maxBackoffMs.getAsLong()))
        : BackoffSettings.DEFAULT;
  }

  long probeIntervalMs(Target target) {
    if (probeIntervalMs.isPresent()) {
      return probeIntervalMs.getAsLong() <= 0 ? 0 : within(probeIntervalMs.getAsLong());
    }
    return switch (target) {
      case Target.Unix unix -> 0;
      case Target.Punix punix -> 0;
      case Target.Ssl ssl -> DEFAULT_PROBE_INTERVAL_MS;
      case Target.Tcp tcp -> DEFAULT_PROBE_INTERVAL_MS;
      case Target.Pssl pssl -> DEFAULT_PROBE_INTERVAL_MS;
      case Target.Ptcp ptcp -> DEFAULT_PROBE_INTERVAL_MS;
    };
  }

  private static long within(long ms) {
    return Math.clamp(ms, LEAST_MS, MOST_MS);
  }
}
