package io.vtepd.daemon.replication;

import io.vtepd.tls.stream.Target;
import java.util.Set;
import java.util.TreeSet;

/**
 * How replication stands.
 *
 * <pre>
 *   Active -- connect --> Connecting -- contents copied --> Replicating
 *     ^                    ^  |   ^                             |
 *     |                    |  |   +------ connection lost ------+
 *     |                    |  +-- cannot be copied --> Failed --+ (tried again)
 *     |                    +-------------------------------+
 *     +-- disconnect -- any of these
 * </pre>
 */
public sealed interface SyncStatus {

  /** Nobody is copied; clients may write. */
  record Active() implements SyncStatus {}

  /** The active server cannot be reached, or its contents are on their way. */
  record Connecting(Target.Active from) implements SyncStatus {}

  /** The contents are those of the active server. */
  record Replicating(Target.Active from, Set<String> databases, ExcludedTables excluded)
      implements SyncStatus {
    public Replicating {
      databases = Set.copyOf(databases);
    }
  }

  /** The active server was reached, but cannot be copied; it is tried again. */
  record Failed(Target.Active from, String reason) implements SyncStatus {}

  /** What {@code ovsdb-server/sync-status} prints, in the original's words. */
  default String text() {
    return switch (this) {
      case Active _ -> "state: active";
      case Connecting it -> "state: backup\nconnecting: " + it.from;
      case Replicating it ->
          "state: backup\nreplicating: "
              + it.from
              + "\ndatabase: "
              + String.join(", ", new TreeSet<>(it.databases))
              + (it.excluded.isEmpty() ? "" : "\nexclude: " + it.excluded);
      case Failed it -> "state: backup\nReplication to (" + it.from + ") failed: " + it.reason;
    };
  }
}
