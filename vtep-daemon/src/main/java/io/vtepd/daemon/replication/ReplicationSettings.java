package io.vtepd.daemon.replication;

import io.vtepd.tls.stream.Target;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server is told about replication when it starts.
 *
 * @param from the active server, if one is named already
 * @param excluded tables that are not copied
 * @param backup whether it starts as a backup; only with a server to copy from
 */
public record ReplicationSettings(
    Optional<Target.Active> from, ExcludedTables excluded, boolean backup) {

  /** An active server that has nobody to copy from. */
  public static final ReplicationSettings NONE =
      new ReplicationSettings(Optional.empty(), ExcludedTables.NONE, false);

  public ReplicationSettings {
    Objects.requireNonNull(excluded);
    if (backup && from.isEmpty()) {
      throw new IllegalArgumentException("a backup needs a server to copy from");
    }
  }
}
