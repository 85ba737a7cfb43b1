package io.vtepd.daemon.server;

import io.vtepd.daemon.transact.RoleRights;
import java.util.Objects;
import java.util.Optional;

/**
 * What a session may do.
 *
 * @param readOnly whether it may only read; then it has no locks, either
 * @param role the client and its role, which decides what may be written; empty for everything
 */
record SessionRights(boolean readOnly, Optional<RoleRights> role) {

  /** Everything. */
  static final SessionRights ALL = new SessionRights(false, Optional.empty());

  SessionRights {
    Objects.requireNonNull(role);
  }
}
