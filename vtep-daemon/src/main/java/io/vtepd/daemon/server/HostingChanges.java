package io.vtepd.daemon.server;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.PreparedCommit;
import io.vtepd.daemon.server.PendingTransaction.Asker;
import io.vtepd.daemon.server.Session.SessionMonitor;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbError;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Databases come and go, and the rows of {@code _Server} with them. For the owner thread. */
final class HostingChanges {

  private static final Logger LOG = LoggerFactory.getLogger(HostingChanges.class);

  private final Hosting hosting;
  private final CommitPath commits;
  private final ServerClock clock;
  private final ServerDatabase serverRows;

  HostingChanges(Hosting hosting, CommitPath commits, ServerClock clock, RandomGenerator uuids) {
    this.clock = clock;
    this.hosting = hosting;
    this.commits = commits;
    this.serverRows = new ServerDatabase(uuids);
    Hosted server = new Hosted(serverRows.hosted(), clock.monotonicMs());
    hosting.put(server);
    write(server, serverRows.onAdded(server.database().schema()));
  }

  /** Serves one more; false if there is one of that name. */
  boolean add(OwnerMessage.Add request) {
    Hosted hosted = new Hosted(request.database(), clock.monotonicMs());
    if (hosting.find(hosted.name()).isPresent()) {
      request
          .done()
          .completeExceptionally(
              new IllegalArgumentException(hosted.name() + ": duplicate database name"));
      return false;
    }
    hosting.put(hosted);
    write(server(), serverRows.onAdded(hosted.database().schema()));
    request.done().complete(null);
    return true;
  }

  /** Serves one less; its log is closed. */
  Optional<Hosted> remove(OwnerMessage.Remove request, Collection<Session> sessions) {
    Optional<Hosted> found = hosting.find(request.database()).filter(hosted -> hosted != server());
    if (found.isEmpty()) {
      request
          .done()
          .completeExceptionally(
              new IllegalArgumentException(
                  "database " + request.database() + " cannot be removed: it is not there"));
      return found;
    }
    Hosted hosted = found.get();
    hosting.remove(hosted);
    sessions.forEach(session -> leave(session, hosted));
    cancelWaiting(hosted);
    hosted.onRemoved();
    commits.settle(hosted);
    write(server(), serverRows.onRemoved(hosted.name()));
    closeLog(hosted);
    request.done().complete(null);
    return found;
  }

  /**
   * Serves a database in another schema from now on. Who waits for commits of the old one is left
   * to the caller, who may have to answer first.
   *
   * @param converted what the log holds already
   */
  void replace(Hosted old, Database converted, Collection<Session> sessions) {
    commits.settle(old);
    old.compaction().onReplaced();
    Hosted next = old.successor(converted, clock.monotonicMs());
    hosting.put(next);
    commits.touch(next);
    sessions.forEach(session -> leave(session, old));
    write(server(), serverRows.onConverted(converted.schema()));
  }

  private Hosted server() {
    return hosting.find(ServerDatabase.NAME).orElseThrow();
  }

  /** {@code _Server} has no log; its commits are published at once. */
  private void write(Hosted server, RowChange change) {
    ChangeSet changes = new ChangeSet(List.of(change));
    Snapshot after = server.database().snapshot().apply(changes);
    commits.publish(
        server,
        new PreparedCommit(new TransactionResult(List.of()), changes, after, false, List.of()));
    commits.rerunWaiting(server);
  }

  /** Ends a session's monitors of a database (ovsdb-server(7), {@code monitor_canceled}). */
  private static void leave(Session session, Hosted hosted) {
    for (SessionMonitor monitor : List.copyOf(session.monitors().values())) {
      if (monitor.hosted() == hosted) {
        hosted.monitors().remove(monitor.monitor());
        session.monitors().remove(monitor.monitor().id());
        if (session.isChangeAware()) {
          session.notify("monitor_canceled", monitor.monitor().id());
        }
      }
    }
  }

  /** Nothing will be committed any more that a transaction could wait for. */
  void cancelWaiting(Hosted hosted) {
    List.copyOf(hosted.waiting()).forEach(this::cancel);
  }

  private void cancel(PendingTransaction pending) {
    commits.abandon(pending);
    switch (pending.asker()) {
      case Asker.Local(var result) ->
          result.complete(
              LocalRequests.failed(
                  OvsdbError.of(
                      "canceled",
                      "database " + pending.hosted().name() + " was removed or converted")));
      case Asker.Remote(Session session, Json id) -> {
        session.pending().remove(id);
        if (session.isChangeAware()) {
          session.replyError(id, Json.of("canceled"));
        }
      }
    }
  }

  void closeLog(Hosted hosted) {
    try {
      hosted.log().close();
    } catch (IOException e) {
      LOG.error("event=storage-failed database={} closing its log", hosted.name(), e);
    }
  }
}
