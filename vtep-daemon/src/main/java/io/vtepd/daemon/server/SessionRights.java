package io.vtepd.daemon.server;

import java.util.Objects;

/**
 * What a session may do.
 *
 * @param readOnly whether it may only read; then it has no locks, either
 * @param role what it may write, by the RBAC tables of the database; empty for everything
 */
public record SessionRights(boolean readOnly, String role) {

  /** Everything. */
  public static final SessionRights ALL = new SessionRights(false, "");

  public SessionRights {
    Objects.requireNonNull(role);
  }
}
