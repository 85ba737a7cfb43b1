package io.vtepd.bridge.replica;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.rpc.JsonRpcDecoder;
import io.vtepd.ovsdb.rpc.JsonRpcEncoder;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.tls.stream.CloseReason;
import io.vtepd.tls.stream.Connector;
import io.vtepd.tls.stream.Peer;
import io.vtepd.tls.stream.ProbeHandler;
import io.vtepd.tls.stream.Reconnect;
import io.vtepd.tls.stream.Transport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of some tables of a database on somebody else's OVSDB server, and the way to change it.
 *
 * <p>Reconnects for ever. After a reconnect the listeners are told what happened meanwhile as one
 * commit; rows that are still the same are not told again. Listeners are called on the event loop
 * that the replica was given.
 */
public final class Replica implements CommitSource, CommitSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final ReplicaOptions options;
  private final EventLoop loop;
  private final Connector connector;
  private final Subscribers subscribers = new Subscribers();
  private final AtomicInteger transactions = new AtomicInteger();

  /** All that follows is read and written on the loop only. */
  private Optional<ReplicaSession> session = Optional.empty();

  private Optional<Snapshot> contents = Optional.empty();
  private String lastComplaint = "";

  private Replica(ReplicaOptions options, Transport transport) {
    this.options = options;
    this.loop = transport.group().next();
    Transport onLoop = new Transport(loop, transport.tls());
    this.connector =
        Connector.start(onLoop, options.target(), options.backoff(), this::onReady, this::onStatus);
  }

  /** Begins to connect. The replica uses one event loop of the transport for all that it does. */
  public static Replica start(ReplicaOptions options, Transport transport) {
    return new Replica(options, transport);
  }

  private void onReady(Channel channel, Peer peer) {
    ReplicaSession next =
        new ReplicaSession(
            channel, options.selection(), contents.map(Snapshot::schema), new SessionEvents());
    session = Optional.of(next);
    ProbeHandler.install(channel, options.probeIntervalMs());
    channel
        .pipeline()
        .addLast(new JsonRpcDecoder(options.jsonLimits()), new JsonRpcEncoder(), next);
  }

  private void onStatus(Reconnect.Status status) {
    String complaint = status.isConnected() ? "" : status.lastError().orElse("");
    if (!complaint.isEmpty() && !complaint.equals(lastComplaint)) {
      LOG.warn(
          "event=replica-disconnected target={} database={} cause=\"{}\"",
          options.target(),
          options.selection().database(),
          complaint);
    }
    lastComplaint = complaint.isEmpty() ? lastComplaint : complaint;
  }

  @Override
  public Subscription subscribe(Listener listener) {
    Subscribers.Entry entry = subscribers.add(listener);
    loop.execute(() -> {
      if (!entry.hasBegun() && isSynced()) {
        contents.ifPresent(now -> entry.begin(Commit.initial(now)));
      }
    });
    return entry;
  }

  private boolean isSynced() {
    return session.filter(ReplicaSession::isSynced).isPresent();
  }

  @Override
  public CompletionStage<TransactionResult> transact(List<Operation> operations) {
    List<Operation> copy = List.copyOf(operations);
    CompletableFuture<TransactionResult> result = new CompletableFuture<>();
    if (transactions.incrementAndGet() > options.transactionLimit()) {
      transactions.decrementAndGet();
      result.complete(
          TransactionJson.failed(
              OvsdbError.of(
                  "resources exhausted",
                  options.transactionLimit()
                      + " transactions wait for "
                      + options.target()
                      + " already")));
      return result;
    }
    result.whenComplete((done, failure) -> transactions.decrementAndGet());
    loop.execute(() -> execute(copy, result));
    return result;
  }

  private void execute(List<Operation> operations, CompletableFuture<TransactionResult> result) {
    if (isSynced()) {
      session.orElseThrow().transact(operations, result);
    } else {
      result.complete(
          TransactionJson.failed(
              OvsdbError.of("not connected", "no connection to " + options.target())));
    }
  }

  /** Drops the connection and makes another one, as when it had failed. */
  public void reconnect(String reason) {
    connector.drop(reason);
  }

  /** Ends the connection; nothing is told after the future is complete. */
  public CompletableFuture<Void> shutdown() {
    return connector.close();
  }

  @Override
  public void close() {
    shutdown();
  }

  /** What the current session tells. */
  private final class SessionEvents implements ReplicaSession.Events {

    @Override
    public void onContents(Snapshot now) {
      Optional<Snapshot> before = contents;
      contents = Optional.of(now);
      lastComplaint = "";
      LOG.info(
          "event=replica-synced target={} database={}",
          options.target(),
          options.selection().database());
      boolean comparable = before.filter(old -> old.schema() == now.schema()).isPresent();
      Commit commit =
          comparable
              ? new Commit(now, ContentsDiff.between(before.orElseThrow(), now))
              : Commit.initial(now);
      List<Subscribers.Entry> waiting = subscribers.waiting();
      subscribers.commit(commit);
      waiting.forEach(entry -> entry.begin(Commit.initial(now)));
    }

    @Override
    public void onUpdate(Snapshot now, ChangeSet changes) {
      contents = Optional.of(now);
      subscribers.commit(new Commit(now, changes));
    }

    @Override
    public void onOver(ReplicaSession over) {
      if (session.filter(current -> current == over).isPresent()) {
        session = Optional.empty();
        subscribers.lost(CloseReason.of(over.channel()).orElse("the server closed the connection"));
      }
    }
  }
}
