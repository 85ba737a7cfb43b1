package io.vtepd.daemon.cli;

import io.vtepd.daemon.manager.RemoteSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What {@code vtepd ovsdb-server} was told.
 *
 * @param databases files, which must exist
 */
public record OvsdbServerSettings(
    DaemonSettings daemon, List<Path> databases, List<RemoteSpec> remotes) {

  public OvsdbServerSettings {
    Objects.requireNonNull(daemon);
    databases = List.copyOf(databases);
    remotes = List.copyOf(remotes);
  }
}
