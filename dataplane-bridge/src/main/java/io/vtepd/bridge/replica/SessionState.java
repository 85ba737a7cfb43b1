package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.table.Snapshot;
import java.util.Optional;

/**
 * How far one connection has come.
 *
 * <pre>
 *   AwaitingStanding -- may be used --> AwaitingSchema -- fits --> AwaitingContents -- contents --> Synced
 *          |                                  |                        |     ^  |                     |
 *          |                                  |                        +-----+  |                     |
 *          |                                  |           the method is unknown: the next             |
 *          +-- not the leader, not connected -+-- refused, does not fit --------+-- does not fit, ----+--> Over
 *                                                                                 not to be used any more
 * </pre>
 */
sealed interface SessionState {

  /** The server was asked how it stands to the database. */
  record AwaitingStanding() implements SessionState {}

  /** {@code get_schema} was sent. */
  record AwaitingSchema() implements SessionState {}

  /**
   * A monitor was asked for.
   *
   * @param base what the server was told that is known already
   */
  record AwaitingContents(Projection projection, MonitorMethod method, Optional<Snapshot> base)
      implements SessionState {}

  /** The contents are those of the server but for what is on its way. */
  record Synced(Known known, MonitorMethod method) implements SessionState {}

  /** Nothing that comes counts any more; the channel is closed or about to be. */
  record Over() implements SessionState {}
}
