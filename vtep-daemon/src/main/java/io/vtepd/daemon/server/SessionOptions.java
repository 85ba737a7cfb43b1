package io.vtepd.daemon.server;

import java.util.Objects;

/**
 * What sessions of one remote have in common.
 *
 * @param remote the remote's target, for logs and views
 * @param probeIntervalMs time without input after which the session is asked whether it is there,
 *     and after as much again cut; 0 for never
 * @param rights what the sessions may do
 */
public record SessionOptions(String remote, long probeIntervalMs, SessionRights rights) {

  /** ovsdb-server's default. */
  public static final long DEFAULT_PROBE_INTERVAL_MS = 5_000;

  public SessionOptions {
    Objects.requireNonNull(remote);
    Objects.requireNonNull(rights);
    if (probeIntervalMs < 0) {
      throw new IllegalArgumentException("probe interval " + probeIntervalMs);
    }
  }

  /** With all rights. */
  public SessionOptions(String remote, long probeIntervalMs) {
    this(remote, probeIntervalMs, SessionRights.ALL);
  }

  /** With the default probe interval. */
  public static SessionOptions of(String remote) {
    return new SessionOptions(remote, DEFAULT_PROBE_INTERVAL_MS);
  }
}
