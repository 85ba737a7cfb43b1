package io.vtepd.daemon.cli;

import io.vtepd.daemon.server.Limit;
import io.vtepd.tls.context.TlsSettings;
import io.vtepd.tls.pki.KeyFiles;
import io.vtepd.tls.stream.Target;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What both daemons have in common.
 *
 * @param runDirectory for sockets, pidfile and log whose place is not given
 * @param pidFile written and locked as long as the daemon runs
 * @param logFile instead of stderr
 * @param logLevel least level that is logged
 * @param controlSocket for ovs-appctl
 * @param socketGroup whose members may use the unix sockets; empty: that of the process may use
 *     remotes, and its user alone the control socket
 * @param web where monitoring systems of this machine may read
 * @param tls keys and certificates
 * @param ownKeys those of {@code tls} that are made if they are missing
 * @param limits those that are not to be the default
 * @param cutDamaged open damaged files with what was committed before the damage
 */
public record DaemonSettings(
    Path runDirectory,
    Optional<Path> pidFile,
    Optional<Path> logFile,
    LogLevel logLevel,
    Optional<Path> controlSocket,
    Optional<String> socketGroup,
    Optional<Target.Ptcp> web,
    Optional<TlsSettings> tls,
    Optional<KeyFiles> ownKeys,
    Map<Limit, Long> limits,
    boolean cutDamaged) {

  public DaemonSettings {
    Objects.requireNonNull(runDirectory);
    Objects.requireNonNull(pidFile);
    Objects.requireNonNull(logFile);
    Objects.requireNonNull(logLevel);
    Objects.requireNonNull(controlSocket);
    Objects.requireNonNull(socketGroup);
    Objects.requireNonNull(web);
    Objects.requireNonNull(tls);
    Objects.requireNonNull(ownKeys);
    limits = Map.copyOf(limits);
  }
}
