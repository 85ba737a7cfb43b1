package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.DaemonSettings;
import io.vtepd.daemon.manager.ClientStanding;
import io.vtepd.daemon.manager.LockNames;
import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerLimits;
import io.vtepd.daemon.server.ServerOptions;
import io.vtepd.daemon.server.SessionLocks;
import io.vtepd.daemon.server.SessionOptions;
import io.vtepd.daemon.server.SessionStanding;
import io.vtepd.daemon.storage.DamagePolicy;
import io.vtepd.tls.stream.Transport;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** A server with its databases, that nobody can reach yet. */
record StartedServer(OvsdbServer server, DatabaseFiles files, long rowCount) {

  /**
   * @param onDied called if the server ends by itself
   */
  static StartedServer start(
      ServingKind kind,
      DaemonSettings settings,
      ServerOptions options,
      Opened opened,
      Function<Throwable, Void> onDied)
      throws StartupException {
    OvsdbServer server =
        new OvsdbServer(
            options
                .withLimits(ServerLimits.of(settings.limits()))
                .ofAppliance(kind instanceof ApplianceKind));
    DatabaseFiles files =
        new DatabaseFiles(settings.cutDamaged() ? DamagePolicy.CUT : DamagePolicy.REFUSE);
    Map<String, HostedDatabase> databases = openDatabases(kind, files, opened);
    server.start();
    opened.add("server", server::close);
    opened.observed().add(server);
    server.ended().exceptionally(onDied);
    opened.vitals().addPulse(server::ping);
    for (HostedDatabase database : databases.values()) {
      Joined.join(server.addDatabase(database), "cannot serve " + database.name());
    }
    kind.prepare(server, databases);
    long rowCount =
        databases.values().stream()
            .mapToLong(database -> database.database().snapshot().rowCount())
            .sum();
    return new StartedServer(server, files, rowCount);
  }

  private static Map<String, HostedDatabase> openDatabases(
      ServingKind kind, DatabaseFiles files, Opened opened) throws StartupException {
    Map<String, HostedDatabase> databases = new HashMap<>();
    try {
      for (HostedDatabase database : kind.openDatabases(files)) {
        if (databases.putIfAbsent(database.name(), database) != null) {
          database.log().close();
          throw new StartupException("two files have a database " + database.name());
        }
      }
    } catch (StartupException | IOException e) {
      for (HostedDatabase database : databases.values()) {
        opened.add(database.name(), () -> database.log().close());
      }
      throw e instanceof StartupException known
          ? known
          : new StartupException("cannot open the databases: " + e.getMessage(), e);
    }
    return databases;
  }

  /** Where clients will connect, but nobody can yet. */
  Remotes remotes(DaemonSettings settings, Transport transport, Opened opened) {
    Remotes remotes =
        new Remotes(
            transport,
            (channel, peer, remote, terms) ->
                standing(
                    server.openSession(
                        channel,
                        peer,
                        new SessionOptions(
                            remote, terms.probeIntervalMs(), terms.readOnly(), terms.role()))),
            new ServerDatabases(server),
            ListenerLimits.of(settings));
    opened.observed().add(remotes);
    opened.add("remotes", () -> remotes.close().get(10, TimeUnit.SECONDS));
    opened.vitals().addCondition(() -> remotes.views().thenApply(StartedServer::condition));
    return remotes;
  }

  /** From here on clients can connect. */
  static void open(Remotes remotes, ServingKind kind) throws StartupException {
    // All at once: who connects to the first is not to meet the others' begin.
    Map<RemoteSpec, CompletableFuture<Void>> begun = new LinkedHashMap<>();
    kind.remotes().forEach(remote -> begun.put(remote, remotes.add(remote)));
    for (Map.Entry<RemoteSpec, CompletableFuture<Void>> remote : begun.entrySet()) {
      Joined.join(remote.getValue(), "cannot serve remote " + remote.getKey());
    }
  }

  private static String condition(List<Remotes.View> views) {
    List<Remotes.View> dialled = views.stream().filter(Remotes.View::isDialled).toList();
    return "%d of %d dialled controllers, %d sessions"
        .formatted(
            dialled.stream().filter(view -> view.status().isConnected()).count(),
            dialled.size(),
            views.stream().mapToInt(Remotes.View::connectionCount).sum());
  }

  private static Supplier<ClientStanding> standing(SessionStanding session) {
    SessionLocks locks = session.locks();
    return () ->
        new ClientStanding(
            new LockNames(locks.held(), locks.waiting(), locks.lost()),
            session.updateCount(),
            session.unsentUpdateBytes());
  }
}
