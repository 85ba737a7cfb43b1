package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.table.Snapshot;

/**
 * How far one connection has come.
 *
 * <pre>
 *   AwaitingSchema -- schema, fits --> AwaitingContents -- contents --> Synced -- update --> Synced
 *         |                              |      ^  |                       |
 *         |                              +------+  | monitor_cond is unknown: monitor
 *         +-- refused, does not fit ---------------+-- does not fit -------+--> Over
 * </pre>
 */
sealed interface SessionState {

  /** {@code get_schema} was sent. */
  record AwaitingSchema() implements SessionState {}

  /**
   * A monitor was asked for.
   *
   * @param differences whether by {@code monitor_cond}, whose updates carry differences
   */
  record AwaitingContents(Projection projection, boolean differences) implements SessionState {}

  /** The contents are those of the server but for what is on its way. */
  record Synced(Snapshot contents, boolean differences) implements SessionState {}

  /** Nothing that comes counts any more; the channel is closed or about to be. */
  record Over() implements SessionState {}
}
