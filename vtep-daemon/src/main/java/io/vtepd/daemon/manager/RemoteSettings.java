package io.vtepd.daemon.manager;

import io.vtepd.tls.stream.BackoffSettings;
import io.vtepd.tls.stream.Target;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How one remote is served.
 *
 * @param maxBackoffMs longest wait between dials; empty for the default
 * @param probeIntervalMs silence before a probe, 0 for never; empty for the default, which is none
 *     on Unix sockets
 * @param dscp code point of the IP packets that we send, 0 to 63; empty for the system's choice
 * @param readOnly whether clients may only read
 * @param role what clients may write, by the RBAC tables of the database; empty for everything
 */
record RemoteSettings(
    OptionalLong maxBackoffMs,
    OptionalLong probeIntervalMs,
    OptionalInt dscp,
    boolean readOnly,
    String role) {

  static final RemoteSettings DEFAULT =
      new RemoteSettings(
          OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), false, "");

  /** Of remotes that rows ask for: internetwork control, as in Open vSwitch. */
  static final int DEFAULT_DSCP_OF_ROWS = 48;

  static final int LARGEST_DSCP = 63;

  private static final long DEFAULT_PROBE_INTERVAL_MS = 5_000;

  /** Neither more often than once a second, as in Open vSwitch. */
  private static final long LEAST_MS = 1_000;

  private static final long MOST_MS = 24L * 60 * 60 * 1_000;

  RemoteSettings {
    Objects.requireNonNull(maxBackoffMs);
    Objects.requireNonNull(probeIntervalMs);
    Objects.requireNonNull(dscp);
    Objects.requireNonNull(role);
    if (dscp.isPresent() && (dscp.getAsInt() < 0 || dscp.getAsInt() > LARGEST_DSCP)) {
      throw new IllegalArgumentException("dscp " + dscp);
    }
  }

  /** The same, for clients that may only read. */
  RemoteSettings asReadOnly() {
    return new RemoteSettings(maxBackoffMs, probeIntervalMs, dscp, true, role);
  }

  BackoffSettings backoff() {
    return maxBackoffMs.isPresent()
        ? BackoffSettings.DEFAULT.withMaxBackoffMs(within(maxBackoffMs.getAsLong()))
        : BackoffSettings.DEFAULT;
  }

  RemoteTerms terms(Target target) {
    return new RemoteTerms(probeIntervalMs(target), readOnly, role);
  }

  long probeIntervalMs(Target target) {
    if (probeIntervalMs.isPresent()) {
      return probeIntervalMs.getAsLong() <= 0 ? 0 : within(probeIntervalMs.getAsLong());
    }
    return isUnix(target) ? 0 : DEFAULT_PROBE_INTERVAL_MS;
  }

  /** Unix sockets send no IP packets. */
  OptionalInt dscp(Target target) {
    return isUnix(target) ? OptionalInt.empty() : dscp;
  }

  private static boolean isUnix(Target target) {
    return switch (target) {
      case Target.Unix unix -> true;
      case Target.Punix punix -> true;
      case Target.Ssl ssl -> false;
      case Target.Tcp tcp -> false;
      case Target.Pssl pssl -> false;
      case Target.Ptcp ptcp -> false;
    };
  }

  private static long within(long ms) {
    return Math.clamp(ms, LEAST_MS, MOST_MS);
  }
}
