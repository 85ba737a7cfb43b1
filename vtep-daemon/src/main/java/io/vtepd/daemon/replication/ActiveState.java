package io.vtepd.daemon.replication;

import java.util.Set;

/**
 * How far the connection to an active server has come; the databases that are still missing count.
 *
 * <pre>
 *   AwaitingServerId -- not our own --> AwaitingDatabases -- some are ours, too --> AwaitingSchemas
 *                                                                                        |
 *   any -- cannot be copied, closed --> Over     Replicating <-- copied -- AwaitingContents
 * </pre>
 */
sealed interface ActiveState {

  /** {@code get_server_id} was sent: nobody copies himself. */
  record AwaitingServerId() implements ActiveState {}

  /** {@code list_dbs} was sent. */
  record AwaitingDatabases() implements ActiveState {}

  /** {@code get_schema} was sent for each database that both have. */
  record AwaitingSchemas(Set<String> missing) implements ActiveState {
    public AwaitingSchemas {
      missing = Set.copyOf(missing);
    }
  }

  /** {@code monitor} was sent for each database that fits. */
  record AwaitingContents(Set<String> missing) implements ActiveState {
    public AwaitingContents {
      missing = Set.copyOf(missing);
    }
  }

  /** Every database has the active server's contents but for what is on its way. */
  record Replicating() implements ActiveState {}

  /** Nothing that comes counts any more. */
  record Over() implements ActiveState {}
}
