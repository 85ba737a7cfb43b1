package io.vtepd.bridge.desired;

import java.util.Objects;

/**
 * What problems are found at, and found again or not when it is computed again.
 *
 * @param of the fact's identity, the row's UUID, or the port's name
 */
record Place(Kind kind, Object of) {

  /** The kinds of places. */
  enum Kind {
    FACT,
    MAC_ROWS,
    PORT,
    TUNNEL_IPS,
    SHARED_TUNNEL_IPS,
    ROUTERS
  }

  Place {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(of);
  }
}
