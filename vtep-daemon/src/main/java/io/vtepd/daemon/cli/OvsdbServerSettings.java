package io.vtepd.daemon.cli;

import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.daemon.replication.ReplicationSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code vtepd ovsdb-server} was told.
 *
 * @param databases files, which must exist
 * @param replication of whom this server is a backup, or may become one
 * @param command to run in a shell when all is served; the server ends with it
 */
public record OvsdbServerSettings(
    DaemonSettings daemon,
    List<Path> databases,
    List<RemoteSpec> remotes,
    ReplicationSettings replication,
    Optional<String> command) {

  public OvsdbServerSettings {
    Objects.requireNonNull(daemon);
    databases = List.copyOf(databases);
    remotes = List.copyOf(remotes);
    Objects.requireNonNull(replication);
    Objects.requireNonNull(command);
  }
}
