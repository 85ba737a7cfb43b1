package io.vtepd.daemon.app;

import io.netty.channel.EventLoopGroup;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.tls.stream.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What the daemons that serve databases do differently. */
sealed interface ServingKind extends DaemonKind permits ApplianceKind, DatabaseServerKind {

  /** What is done beside the reading of databases so that the first clients need not wait. */
  CompletableFuture<?> warmUp(EventLoopGroup group);

  /** The same when they are read, if it was not done beside that. */
  CompletableFuture<?> warmUpLate(EventLoopGroup group, long rowCount);

  /** Databases that the process cannot be without. */
  Set<String> neededDatabases();

  List<HostedDatabase> openDatabases(DatabaseFiles files) throws StartupException;

  /** Called when the databases are served, before anybody can connect. */
  void prepare(OvsdbServer server, Map<String, HostedDatabase> databases) throws StartupException;

  /**
   * Called when everything is ready but nobody can connect yet.
   *
   * @return commands that this kind has more than others
   */
  List<Command> beforeRemotes(OvsdbServer server, Transport transport, Opened opened)
      throws StartupException;

  List<RemoteSpec> remotes();

  /** What to run in a shell when all is served, and to end with. */
  Optional<String> command();
}
