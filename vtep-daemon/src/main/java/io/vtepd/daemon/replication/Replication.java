package io.vtepd.daemon.replication;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.rpc.JsonRpcDecoder;
import io.vtepd.ovsdb.rpc.JsonRpcEncoder;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.BackoffSettings;
import io.vtepd.tls.stream.Connector;
import io.vtepd.tls.stream.Peer;
import io.vtepd.tls.stream.ProbeHandler;
import io.vtepd.tls.stream.Reconnect;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a server is active or a backup, and of whom; see {@link SyncStatus}.
 *
 * <p>Any thread may call any method; changes of role happen one after the other.
 */
public final class Replication {

  private static final Logger LOG = LoggerFactory.getLogger(Replication.class);

  /** As in ovsdb-server. */
  private static final long PROBE_INTERVAL_MS = 60_000;

  private final OvsdbServer server;
  private final Transport transport;
  private final EventLoop loop;

  /** All that follows is read and written on the loop only. */
  private Optional<Target.Active> from;

  private ExcludedTables excluded;
  private long probeIntervalMs = PROBE_INTERVAL_MS;
  private SyncStatus status = new SyncStatus.Active();
  private Optional<Connector> connector = Optional.empty();
  private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(null);
  private String lastComplaint = "";

  private Replication(OvsdbServer server, Transport transport, ReplicationSettings settings) {
    this.server = server;
    this.loop = transport.group().next();
    this.transport = transport.on(loop);
    this.from = settings.from();
    this.excluded = settings.excluded();
  }

  /**
   * Takes the role that the settings ask for.
   *
   * @return completes when the server is read-only, if it is to be
   */
  public static CompletableFuture<Replication> start(
      OvsdbServer server, Transport transport, ReplicationSettings settings) {
    Replication replication = new Replication(server, transport, settings);
    CompletableFuture<?> role =
        settings.backup() ? replication.becomeBackup() : CompletableFuture.completedFuture(null);
    return role.thenApply(done -> replication);
  }

  /** How it stands. */
  public CompletableFuture<SyncStatus> status() {
    return onLoop(() -> status);
  }

  /** The server that is copied, or would be. */
  public CompletableFuture<Optional<Target.Active>> activeServer() {
    return onLoop(() -> from);
  }

  /** Names the server to copy from; the one that is copied now stays until the next connect. */
  public CompletableFuture<Void> setActiveServer(Target.Active server) {
    return onLoop(() -> {
      from = Optional.of(server);
      return null;
    });
  }

  public CompletableFuture<ExcludedTables> excludedTables() {
    return onLoop(() -> excluded);
  }

  /** Names the tables that are not copied; a backup connects anew. */
  public CompletableFuture<Void> setExcludedTables(ExcludedTables tables) {
    return onLoop(
            () -> {
              excluded = tables;
              return connector.isPresent();
            })
        .thenCompose(backup -> backup ? becomeBackup() : CompletableFuture.completedFuture(null));
  }

  /** How long the active server may be silent; counts from the next connection on. */
  public CompletableFuture<Void> setProbeInterval(long intervalMs) {
    return onLoop(() -> {
      probeIntervalMs = intervalMs;
      return null;
    });
  }

  /**
   * Copies the active server from now on. Clients are disconnected if they could write before.
   *
   * @return completes when nobody can write any more; with {@link IllegalStateException} if no
   *     server is named
   */
  public CompletableFuture<Void> becomeBackup() {
    return change(() -> {
      if (from.isEmpty()) {
        return CompletableFuture.failedFuture(
            new IllegalStateException("active server is not specified."));
      }
      return disconnect()
          .thenCompose(done -> server.setReadOnly(true))
          .thenRunAsync(this::connect, loop);
    });
  }

  /**
   * Copies nobody from now on: a backup is promoted. Clients are disconnected if they could not
   * write before.
   *
   * @return completes when clients can write
   */
  public CompletableFuture<Void> becomeActive() {
    return change(() ->
        disconnect()
            .thenCompose(done -> server.setReadOnly(false))
            .thenRunAsync(
                () -> {
                  if (!(status instanceof SyncStatus.Active)) {
                    LOG.info("event=promoted: this server is active");
                  }
                  status = new SyncStatus.Active();
                },
                loop));
  }

  /** Ends the connection; the role stays. */
  public CompletableFuture<Void> close() {
    return change(this::disconnect);
  }

  private <T> CompletableFuture<T> onLoop(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, loop);
  }

  /** One change of role after the other. */
  private CompletableFuture<Void> change(Supplier<CompletableFuture<Void>> step) {
    return onLoop(
            () -> {
              CompletableFuture<Void> next =
                  lastChange
                      .handle((done, failure) -> null)
                      .thenComposeAsync(ready -> step.get(), loop);
              lastChange = next;
              return next;
            })
        .thenCompose(next -> next);
  }

  /** What of the active server was read by then is given to our server before it completes. */
  private CompletableFuture<Void> disconnect() {
    CompletableFuture<Void> closed =
        connector.map(Connector::close).orElseGet(() -> CompletableFuture.completedFuture(null));
    connector = Optional.empty();
    return closed;
  }

  private void connect() {
    Target.Active target = from.orElseThrow();
    LOG.info("event=backup from={} exclude={}", target, LogValue.of(excluded.toString()));
    lastComplaint = "";
    status = new SyncStatus.Connecting(target);
    connector =
        Optional.of(
            Connector.start(
                transport, target, BackoffSettings.DEFAULT, this::onReady, this::onStatus));
  }

  private void onReady(Channel channel, Peer peer) {
    if (connector.isEmpty()) {
      channel.close();
      return;
    }
    ActiveSession session =
        new ActiveSession(channel, server, excluded, new SessionEvents(connector.get()));
    ProbeHandler.install(channel, probeIntervalMs);
    channel
        .pipeline()
        .addLast(new JsonRpcDecoder(JsonLimits.DEFAULT), new JsonRpcEncoder(), session);
  }

  private void onStatus(Reconnect.Status now) {
    String complaint = now.isConnected() ? "" : now.lastError().orElse("");
    if (!complaint.isEmpty() && !complaint.equals(lastComplaint)) {
      lastComplaint = complaint;
      LOG.warn("event=not-replicating cause={}", LogValue.of(complaint));
    }
  }

  /** What the current session tells. */
  private final class SessionEvents implements ActiveSession.Events {
    private final Connector owner;

    SessionEvents(Connector owner) {
      this.owner = owner;
    }

    private boolean isCurrent() {
      return connector.filter(current -> current == owner).isPresent();
    }

    @Override
    public void onReplicating(Set<String> databases) {
      if (isCurrent()) {
        LOG.info("event=replicating from={} databases={}", owner.target(), databases);
        lastComplaint = "";
        status = new SyncStatus.Replicating(owner.target(), databases, excluded);
      }
    }

    @Override
    public void onOver(ActiveSession over) {
      if (isCurrent()) {
        status =
            over.failure()
                .<SyncStatus>map(reason -> new SyncStatus.Failed(owner.target(), reason))
                .orElseGet(() -> new SyncStatus.Connecting(owner.target()));
      }
    }
  }
}
