package io.vtepd.daemon.manager;

import java.util.Objects;

/**
 * On which terms a remote's clients are served.
 *
 * @param probeIntervalMs silence before a probe; 0 for never
 * @param readOnly whether they may only read
 * @param role what they may write, by the RBAC tables of the database; empty for everything
 */
public record RemoteTerms(long probeIntervalMs, boolean readOnly, String role) {

  public RemoteTerms {
    Objects.requireNonNull(role);
  }

  boolean grantsTheSame(RemoteTerms other) {
    return readOnly == other.readOnly && role.equals(other.role);
  }
}
