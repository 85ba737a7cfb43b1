package io.vtepd.daemon.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code vtepd support} shall gather.
 *
 * @param controlSocket of the daemon
 * @param log the daemon's log file; empty for the journal
 * @param archive to be written; empty for a name with the time in the working directory
 */
public record SupportSettings(Path controlSocket, Optional<Path> log, Optional<Path> archive) {

  public SupportSettings {
    Objects.requireNonNull(controlSocket);
    Objects.requireNonNull(log);
    Objects.requireNonNull(archive);
  }
}
