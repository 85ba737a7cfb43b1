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
import io.vtepd.tls.logging.LogValue;
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
 * A copy of some tables of a database on somebody else's OVSDB server, and the way to change it. Of
 * a cluster of servers it is a copy of what the leader has.
 *
 * <p>Reconnects for ever. What becomes of transactions that have no answer when a connection is
 * lost is unknown; their futures fail. After a reconnect the listeners are told what happened
 * meanwhile as one commit; rows that are still the same are not told again. Listeners are called on
 * the event loop that the replica was given.
 */
public final class Replica implements CommitSource, CommitSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final ReplicaOptions options;
  private final EventLoop loop;
  private final Link link;
  private final Subscribers subscribers = new Subscribers();
  private final AtomicInteger transactions = new AtomicInteger();

  /** All that follows is read and written on the loop only. */
  private Optional<ReplicaSession> session = Optional.empty();

  private Optional<Snapshot> contents = Optional.empty();

  /** What the next session begins with. */
  private Optional<Known> known = Optional.empty();

  private Optional<Standing> standing = Optional.empty();
  private String lastComplaint = "";

  private Replica(ReplicaOptions options, Transport transport) {
    this.options = options;
    this.loop = transport.group().next();
    Transport onLoop = transport.on(loop);
    this.link =
        new Link.Dialled(
            Connector.start(
                onLoop, options.targets(), options.backoff(), this::onReady, this::onStatus));
  }

  private Replica(ReplicaOptions options, Channel channel) {
    this.options = options;
    this.loop = channel.eventLoop();
    this.link = new Link.Accepted(options.targets().getFirst(), channel);
  }

  /** Begins to connect. The replica uses one event loop of the transport for all that it does. */
  public static Replica start(ReplicaOptions options, Transport transport) {
    return new Replica(options, transport);
  }

  /**
   * A copy over a connection that a server has made to us. When that is lost, the replica is of no
   * more use: the server will make another one.
   *
   * @param options whose target says what to call the server
   * @param channel from a listener's ready handler, which calls this
   */
  public static Replica accepted(ReplicaOptions options, Channel channel, Peer peer) {
    Replica replica = new Replica(options, channel);
    replica.onReady(channel, peer);
    return replica;
  }

  private void onReady(Channel channel, Peer peer) {
    ReplicaSession next =
        new ReplicaSession(channel, options.selection(), known, standing, new SessionEvents());
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
          "event=replica-disconnected targets={} database={} cause={}",
          options.targets(),
          options.selection().database(),
          LogValue.of(complaint));
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
                      + options.targets()
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
              OvsdbError.of("not connected", "no connection to " + options.targets())));
    }
  }

  /** Ends the connection; nothing is told after the future is complete. */
  public CompletableFuture<Void> shutdown() {
    return link.close();
  }

  @Override
  public void close() {
    shutdown();
  }

  /** What the current session tells. */
  private final class SessionEvents implements ReplicaSession.Events {

    @Override
    public void onContents(Snapshot now, Optional<ChangeSet> sinceKnown) {
      Optional<Snapshot> before = contents;
      contents = Optional.of(now);
      lastComplaint = "";
      LOG.info(
          "event=replica-synced target={} database={} resumed={}",
          link.target(),
          options.selection().database(),
          sinceKnown.isPresent());
      Commit commit = new Commit(now, sinceKnown.orElseGet(() -> changes(before, now)));
      List<Subscribers.Entry> waiting = subscribers.waiting();
      subscribers.commit(commit);
      waiting.forEach(entry -> entry.begin(Commit.initial(now)));
    }

    private static ChangeSet changes(Optional<Snapshot> before, Snapshot now) {
      return before
          .filter(old -> old.schema() == now.schema())
          .map(old -> ContentsDiff.between(old, now))
          .orElseGet(() -> ChangeSet.insertAll(now));
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
        known = over.known();
        standing = over.standing();
        subscribers.lost(CloseReason.of(over.channel()).orElse("the server closed the connection"));
      }
    }
  }
}
