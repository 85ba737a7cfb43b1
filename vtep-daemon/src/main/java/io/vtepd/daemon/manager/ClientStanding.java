package io.vtepd.daemon.manager;

import java.util.Objects;

/**
 * How a remote's client stands.
 *
 * @param updateCount update notifications that it was sent
 * @param unsentUpdateBytes of updates that the system has not taken yet
 */
public record ClientStanding(LockNames locks, long updateCount, long unsentUpdateBytes) {

  /** Of one that has done nothing yet. */
  public static final ClientStanding NEW = new ClientStanding(LockNames.NONE, 0, 0);

  public ClientStanding {
    Objects.requireNonNull(locks);
  }
}
