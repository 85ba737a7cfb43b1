package io.vtepd.daemon.server;

import io.netty.channel.Channel;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.rpc.JsonRpcDecoder;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.logging.LogThrottle;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.CloseReason;
import io.vtepd.tls.stream.Peer;
import io.vtepd.tls.stream.ProbeHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OVSDB server (RFC 7047 section 4) for any number of databases, and {@code _Server} that lists
 * them. It opens no socket: channels are handed to {@link #openSession}.
 *
 * <p>Any thread may call any method; all work is done by one owner at a time: the owner thread, or
 * in its place the I/O thread that has read short requests.
 */
public final class OvsdbServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OvsdbServer.class);
  private static final int ENCODING_THREADS = 2;

  private final ServerLimits limits;
  private final SharedBudget<SessionChannel> allInput;
  private final Uuid serverId;
  private final ServerCounters counters;
  private final Mailbox<OwnerMessage> mailbox = new Mailbox<>();
  private final LogThrottle cutThrottle = CutLog.throttleOfAll();
  private final AtomicInteger openSessions = new AtomicInteger();
  private final Set<SessionChannel> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final ThreadPoolExecutor encodings;
  private final ExecutorService disk;
  private final Owner owner;
  private final Turns turns;
  private final Thread ownerThread;

  public OvsdbServer(ServerOptions options) {
    this.limits = options.limits();
    this.allInput = new SharedBudget<>(limits.allInputBytes(), ServerLimits.FREE_INPUT_BYTES);
    this.serverId = options.serverId();
    this.encodings =
        new ThreadPoolExecutor(
            ENCODING_THREADS,
            ENCODING_THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            options.threads().name("ovsdb-contents-", 0).factory());
    this.disk = Executors.newSingleThreadExecutor(options.threads().name("ovsdb-disk").factory());
    this.counters = new ServerCounters(options.clock());
    this.owner = new Owner(options, counters, mailbox, this::encode, this::work);
    this.turns = new Turns(mailbox, owner);
    this.ownerThread =
        options
            .threads()
            .name("ovsdb-owner")
            .uncaughtExceptionHandler((thread, cause) -> onOwnerDied(cause))
            .unstarted(() -> {
              owner.run();
              ended.complete(null);
            });
  }

  private void onOwnerDied(Throwable cause) {
    LOG.error("event=owner-died: nothing is served", cause);
    ended.completeExceptionally(cause);
  }

  /**
   * Completes when the owner thread has ended: after {@link #close}, or exceptionally by a bug or
   * want of memory. Then nothing is served any more, and the process had better end.
   */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /** Begins to serve. */
  public void start() {
    ownerThread.start();
    // Else the first monitor would wait for a thread to begin.
    encodings.prestartAllCoreThreads();
  }

  private void encode(EncodingJob job) {
    encodings.execute(() -> {
      try {
        mailbox.put(new OwnerMessage.Encoded(job, job.encode()));
      } catch (RuntimeException | OutOfMemoryError e) {
        mailbox.put(new OwnerMessage.EncodingFailed(job, e));
      }
    });
  }

  private void work(DiskJob job) {
    disk.execute(() -> {
      Optional<Throwable> failure = Optional.empty();
      try {
        job.work().run();
      } catch (IOException | OvsdbException | RuntimeException | OutOfMemoryError e) {
        failure = Optional.of(e);
      }
      mailbox.put(new OwnerMessage.DiskJobEnded(job, failure));
    });
  }

  /**
   * Serves a client on a channel; to be called by a {@link io.vtepd.tls.stream.ReadyHandler}, on
   * the channel's event loop. When too many sessions are open the channel is closed.
   *
   * @return how the session stands, then and later
   */
  public SessionStanding openSession(Channel channel, Peer peer, SessionOptions options) {
    CutLog cuts = new CutLog(cutThrottle, options.remote());
    String label = LogValue.of(options.remote()) + " " + LogValue.of(peer.toString());
    if (openSessions.incrementAndGet() > limits.sessions()) {
      openSessions.decrementAndGet();
      counters.count(ServerCounter.SESSIONS_REFUSED);
      counters.hit(Limit.SESSIONS);
      String reason = limits.sessions() + " sessions are open, which is the limit";
      long nowMs = TimeUnit.NANOSECONDS.toMillis(channel.eventLoop().ticker().nanoTime());
      cuts.cut(CutLog.Kind.TOO_MANY, label, reason, nowMs);
      CloseReason.close(channel, reason);
      return new SessionStanding(() -> 0);
    }
    counters.count(ServerCounter.SESSIONS_OPENED);
    channel
        .closeFuture()
        .addListener(closed -> {
          openSessions.decrementAndGet();
          counters.count(ServerCounter.SESSIONS_CLOSED);
        });
    HalfClosure.install(channel);
    InputMeter meter = new InputMeter();
    JsonRpcDecoder decoder = new JsonRpcDecoder(limits.message());
    SessionChannel session =
        new SessionChannel(turns, limits, counters, meter, decoder, allInput, cuts);
    Session ownerSide = new Session(label, session, owner, limits);
    ownerSide.restrictTo(options.rights(peer));
    session.begin(ownerSide);
    open.add(session);
    channel.closeFuture().addListener(closed -> open.remove(session));
    ProbeHandler.install(channel, options.probeIntervalMs());
    channel.pipeline().addLast(meter, decoder, session);
    return ownerSide.standing();
  }

  /**
   * Serves one more database.
   *
   * @return completes when it is served; with {@link IllegalArgumentException} if there is one of
   *     that name
   */
  public CompletableFuture<Void> addDatabase(HostedDatabase database) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    mailbox.put(new OwnerMessage.Add(database, done));
    return done;
  }

  /**
   * Serves a database no more and closes its log. Sessions that did not say that they are aware of
   * changing databases are closed, as ovsdb-server does.
   *
   * @return completes when it is done; with {@link IllegalArgumentException} if there is none
   */
  public CompletableFuture<Void> removeDatabase(String name) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    mailbox.put(new OwnerMessage.Remove(name, done));
    return done;
  }

  /**
   * Writes the log of a database anew, while everybody is served. If that is under way already,
   * this one is answered with it.
   *
   * @return completes when it is done; with {@link java.io.IOException} if it failed and the log is
   *     as it was, with {@link IllegalArgumentException} if there is no such database
   */
  public CompletableFuture<Void> compact(String database) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    mailbox.put(new OwnerMessage.Compact(database, done));
    return done;
  }

  /**
   * Clients may write no more, or again; this process may always. If that is a change they are
   * disconnected.
   *
   * @return completes when it is so
   */
  public CompletableFuture<Void> setReadOnly(boolean readOnly) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    mailbox.put(new OwnerMessage.SetReadOnly(readOnly, done));
    return done;
  }

  /** What {@code get_server_id} answers. */
  public Uuid serverId() {
    return serverId;
  }

  /** The contents of all databases now, by name, {@code _Server} included. */
  public CompletableFuture<Map<String, Snapshot>> contents() {
    return inspect(hosting ->
        hosting.all().stream()
            .collect(Collectors.toMap(Hosted::name, hosted -> hosted.database().snapshot())));
  }

  /** What the server holds now. */
  public CompletableFuture<ServerMemory> memory() {
    return inspect(hosting ->
        new ServerMemory(
            openSessions.get(),
            hosting.monitorCount(),
            owner.waitCount(),
            hosting.all().stream().mapToLong(Hosted::cellCount).sum(),
            hosting.all().stream().collect(Collectors.toMap(Hosted::name, Hosted::rowCount)),
            mailbox.size()));
  }

  /** Ends all sessions; those that want to come back. */
  public CompletableFuture<Void> disconnectAll() {
    return inspect(hosting -> {
      owner.disconnectAll();
      return null;
    });
  }

  /**
   * Logs the rows that commits change in a table from now on, or no longer.
   *
   * @return completes when it is done; with {@link IllegalArgumentException} if there is no such
   *     database or table
   */
  public CompletableFuture<Void> trace(String database, String table, boolean on) {
    return inspect(hosting -> {
      owner.trace().set(required(hosting, database), table, on);
      return null;
    });
  }

  /** Whether memory is given back to the system after each compaction; it is not by default. */
  public CompletableFuture<Void> trimMemoryOnCompaction(boolean trims) {
    return inspect(hosting -> {
      owner.compactions().setTrimsMemory(trims);
      return null;
    });
  }

  /** Whether the rows that commits change are logged, by database and table. */
  public CompletableFuture<SortedMap<String, Map<String, Boolean>>> traces() {
    return inspect(hosting -> {
      SortedMap<String, Map<String, Boolean>> traces = new TreeMap<>();
      hosting.all().forEach(hosted -> traces.put(hosted.name(), owner.trace().tables(hosted)));
      return traces;
    });
  }

  /**
   * Why the log of a database takes no more commits; empty if it does.
   *
   * @return completes with {@link IllegalArgumentException} if there is no such database
   */
  public CompletableFuture<Optional<String>> storageProblem(String database) {
    return inspect(hosting -> required(hosting, database).log().problem());
  }

  private static Hosted required(Hosting hosting, String database) {
    return hosting
        .find(database)
        .orElseThrow(() -> new IllegalArgumentException("no such database"));
  }

  /** The names of the databases that are served, {@code _Server} included. */
  public CompletableFuture<List<String>> databaseNames() {
    return inspect(hosting -> hosting.all().stream().map(Hosted::name).toList());
  }

  /** Commits to a database, for readers in this process. */
  public CommitSource source(String database) {
    return listener -> {
      LocalSubscription subscription =
          new LocalSubscription(
              listener, closed -> mailbox.put(new OwnerMessage.Unsubscribe(closed)));
      mailbox.put(new OwnerMessage.Subscribe(database, subscription));
      return subscription;
    };
  }

  /**
   * Takes transactions of this process. What depends on their results runs on the owner thread and
   * must be short. When too many wait they are refused with {@code resources exhausted}.
   */
  public CommitSink sink(String database) {
    return operations -> {
      CompletableFuture<TransactionResult> result = new CompletableFuture<>();
      OwnerMessage request =
          new OwnerMessage.LocalTransact(database, List.copyOf(operations), result);
      if (!mailbox.offer(request, limits.localQueue())) {
        counters.refused(Limit.LOCAL_QUEUE, limits.localQueue(), "this-process");
        result.complete(
            LocalRequests.failed(
                OvsdbError.of("resources exhausted", "the server has too much to do, or stops")));
      }
      return result;
    };
  }

  /** What happened since the start. */
  public ServerCounters counters() {
    return counters;
  }

  /** Sessions that are open now. */
  public int sessionCount() {
    return openSessions.get();
  }

  /** Bytes of updates that wait in all sessions for the system to take them. */
  public long unsentUpdateBytes() {
    return open.stream().mapToLong(SessionChannel::unsentUnaskedBytes).sum();
  }

  /** Messages that wait for the owner thread. */
  public int queueLength() {
    return mailbox.size();
  }

  /** Completes as soon as the owner thread has worked off what came before: a sign of life. */
  public CompletableFuture<Void> ping() {
    return inspect(hosting -> null);
  }

  private <T> CompletableFuture<T> inspect(Function<Hosting, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    mailbox.put(
        new OwnerMessage.Inspect(() -> {
          try {
            answer.complete(question.apply(owner.hosting()));
          } catch (IllegalArgumentException e) {
            answer.completeExceptionally(e);
          }
        }));
    return answer;
  }

  /** Ends all sessions, closes all logs, and returns when the owner thread has ended. */
  @Override
  public void close() {
    mailbox.put(new OwnerMessage.Stop());
    try {
      ownerThread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    encodings.shutdownNow();
    // Not interrupted: that would close files under it. Its job was given up with its log.
    disk.shutdown();
  }
}
