package io.vtepd.daemon.cli;

import io.vtepd.daemon.manager.RemoteSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code vtepd ovsdb-server} was told.
 *
 * @param databases files, which must exist
 * @param command to run in a shell when all is served; the server ends with it
 */
public record OvsdbServerSettings(
    DaemonSettings daemon,
    List<Path> databases,
    List<RemoteSpec> remotes,
    Optional<String> command) {

  public OvsdbServerSettings {
    Objects.requireNonNull(daemon);
    databases = List.copyOf(databases);
    remotes = List.copyOf(remotes);
    Objects.requireNonNull(command);
  }
}
