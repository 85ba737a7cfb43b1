package io.vtepd.daemon.server;

import io.vtepd.daemon.transact.RoleRights;
import io.vtepd.tls.stream.Peer;
import java.util.Objects;
import java.util.Optional;

/**
 * What sessions of one remote have in common.
 *
 * @param remote the remote's target, for logs and views
 * @param probeIntervalMs time without input after which the session is asked whether it is there,
 *     and after as much again cut; 0 for never
 * @param readOnly whether the sessions may only read
 * @param role by whose permissions they may write; empty for no restriction
 */
public record SessionOptions(String remote, long probeIntervalMs, boolean readOnly, String role) {

  /** ovsdb-server's default. */
  public static final long DEFAULT_PROBE_INTERVAL_MS = 5_000;

  public SessionOptions {
    Objects.requireNonNull(remote);
    Objects.requireNonNull(role);
    if (probeIntervalMs < 0) {
      throw new IllegalArgumentException("probe interval " + probeIntervalMs);
    }
  }

  /** With all rights. */
  public SessionOptions(String remote, long probeIntervalMs) {
    this(remote, probeIntervalMs, false, "");
  }

  /** What a session with that client may do. Only a certificate tells who the client is. */
  SessionRights rights(Peer peer) {
    if (role.isEmpty()) {
      return new SessionRights(readOnly, Optional.empty());
    }
    Optional<String> client =
        peer instanceof Peer.Certified certified ? certified.commonName() : Optional.empty();
    return new SessionRights(readOnly, Optional.of(new RoleRights(role, client)));
  }
}
