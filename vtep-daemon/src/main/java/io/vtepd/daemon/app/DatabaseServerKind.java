package io.vtepd.daemon.app;

import io.netty.channel.EventLoopGroup;
import io.vtepd.daemon.cli.OvsdbServerSettings;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.daemon.replication.Replication;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.tls.stream.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code vtepd ovsdb-server}: any databases, no data plane. */
record DatabaseServerKind(OvsdbServerSettings settings) implements ServingKind {

  private static final long CLOSE_LIMIT_S = 5;

  @Override
  public List<Path> filesToBe() {
    return List.of();
  }

  @Override
  public CompletableFuture<?> warmUp(EventLoopGroup group) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<?> warmUpLate(EventLoopGroup group, long rowCount) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Set<String> neededDatabases() {
    return Set.of();
  }

  @Override
  public List<HostedDatabase> openDatabases(DatabaseFiles files) throws StartupException {
    refuseRepeats();
    List<HostedDatabase> databases = new ArrayList<>();
    try {
      for (Path file : settings.databases()) {
        databases.add(files.open(file));
      }
    } catch (StartupException e) {
      DatabaseOpening.closeAll(databases);
      throw e;
    }
    return databases;
  }

  /** A file's lock is the process's, so the process itself must not open it twice. */
  private void refuseRepeats() throws StartupException {
    Set<Path> seen = new HashSet<>();
    for (Path file : settings.databases()) {
      try {
        if (Files.exists(file) && !seen.add(file.toRealPath())) {
          throw new StartupException(file + " is named twice");
        }
      } catch (IOException e) {
        throw new StartupException("cannot open database " + file + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public void prepare(OvsdbServer server, Map<String, HostedDatabase> databases) {}

  @Override
  public List<Command> beforeRemotes(OvsdbServer server, Transport transport, Opened opened)
      throws StartupException {
    Replication replication =
        Joined.join(
            Replication.start(server, transport, settings.replication()), "cannot begin to copy");
    opened.add("replication", () -> replication.close().get(CLOSE_LIMIT_S, TimeUnit.SECONDS));
    return ReplicationCommands.all(replication, transport.tls().isPresent());
  }

  @Override
  public List<RemoteSpec> remotes() {
    return settings.remotes();
  }

  @Override
  public Optional<String> command() {
    return settings.command();
  }
}
