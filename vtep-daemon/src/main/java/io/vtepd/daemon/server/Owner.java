package io.vtepd.daemon.server;

import io.vtepd.ovsdb.json.ErrorJson;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.ovsdb.value.OvsdbError;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of databases, sessions, locks and waits: one thread, and while that has nothing to do
 * any thread that has borrowed the ownership from the {@link Mailbox}.
 *
 * <p>It works in turns: take every message there is, execute requests of the sessions in rotation,
 * force logs to disk if a commit asked for it, then hand each session all its output at once. So
 * everybody gets a share, one wake-up serves many messages, and one sync many commits.
 */
final class Owner implements Runnable, Session.SessionWatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Owner.class);

  /** Requests of one session in a row, and of all in a turn: small enough to answer others soon. */
  private static final int REQUESTS_IN_A_ROW = 64;

  private static final int REQUESTS_A_TURN = 1024;
  private static final int REQUESTS_A_SHORT_TURN = 128;

  /** More monitors than this make a commit longer than an I/O thread should be busy. */
  private static final int MONITORS_OF_SHORT_TURNS = 256;

  private static final long LONGEST_SLEEP_MS = TimeUnit.MINUTES.toMillis(1);

  private final Mailbox<OwnerMessage> mailbox;
  private final ServerClock clock;
  private final ServerLimits limits;
  private final SharedBudget<Session> allBacklog;
  private final ServerCounters counters;
  private final Hosting hosting = new Hosting();
  private final Locks<Session> locks = new Locks<>();
  private final Methods methods;
  private final ServerMode mode = new ServerMode();
  private final TurnTimes times;
  private final CommitPath commits;
  private final TransactMethods transactMethods;
  private final LockMethods lockMethods;
  private final HostingChanges hostingChanges;
  private final Compactions compactions;
  private final LocalRequests localRequests;

  private final Set<Session> sessions = new HashSet<>();
  private final LinkedHashSet<Session> runnable = new LinkedHashSet<>();
  private final Set<Session> dirty = new LinkedHashSet<>();
  private boolean stopping;

  /**
   * @param executor runs encodings elsewhere; their ends come back as messages
   * @param disk runs jobs on files elsewhere; their ends come back as messages
   */
  Owner(
      ServerOptions options,
      ServerCounters counters,
      Mailbox<OwnerMessage> mailbox,
      Consumer<EncodingJob> executor,
      Consumer<DiskJob> disk) {
    this.mailbox = mailbox;
    this.clock = options.clock();
    this.limits = options.limits();
    this.allBacklog = new SharedBudget<>(limits.allBacklogBytes(), limits.mergeBytes());
    this.counters = counters;
    this.methods = new Methods(counters.times());
    this.times = new TurnTimes(counters.times(), REQUESTS_A_TURN);
    this.commits = new CommitPath(options, counters);
    this.transactMethods = new TransactMethods(hosting, commits, locks, clock, mode);
    this.lockMethods = new LockMethods(locks, limits.locksPerSession(), counters, mode);
    this.hostingChanges = new HostingChanges(hosting, commits, clock, options.uuids());
    this.compactions = new Compactions(hosting, clock, disk);
    this.localRequests = new LocalRequests(hosting, commits, clock);
    new DatabaseMethods(hosting, options.serverId()).register(methods);
    new ConversionMethod(
            hosting, hostingChanges, sessions, this::disconnectUnaware, options, mode, disk)
        .register(methods);
    transactMethods.register(methods);
    lockMethods.register(methods);
    new MonitorMethods(
            hosting,
            new ContentsDesk(executor, counters),
            executor,
            limits.monitorsPerSession(),
            counters)
        .register(methods);
  }

  Hosting hosting() {
    return hosting;
  }

  Compactions compactions() {
    return compactions;
  }

  TableTrace trace() {
    return commits.trace();
  }

  int waitCount() {
    return commits.waits().count();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        turn(runnable.isEmpty() ? mailbox.take(sleepMs()) : mailbox.poll());
      }
      shutDown();
    } catch (InterruptedException e) {
      LOG.warn("event=owner-interrupted: the server stops");
    }
  }

  private long sleepMs() {
    OptionalLong deadlineMs = commits.waits().nextDeadlineMs();
    return deadlineMs.isPresent()
        ? Math.clamp(deadlineMs.getAsLong() - clock.monotonicMs(), 0, LONGEST_SLEEP_MS)
        : LONGEST_SLEEP_MS;
  }

  /** One turn: everything that these messages, the clock and the waiting requests ask for. */
  void turn(List<OwnerMessage> messages) {
    times.begin();
    for (OwnerMessage message : messages) {
      try {
        handle(message);
      } catch (RuntimeException e) {
        LOG.error("event=owner-bug message={}", message.getClass().getSimpleName(), e);
      }
    }
    commits.onTime(clock.monotonicMs());
    runSessions(REQUESTS_A_TURN);
    endTurn();
    compactions.startDue();
  }

  /**
   * Whether a turn of short requests is short now: no transaction waits that would have to be
   * executed again, nothing is left of an earlier turn, and few have to be told.
   */
  boolean mayLend() {
    return !stopping
        && runnable.isEmpty()
        && commits.waits().count() == 0
        && hosting.monitorCount() <= MONITORS_OF_SHORT_TURNS;
  }

  /**
   * One turn of short requests, on a thread that has borrowed the ownership.
   *
   * @return whether there is something left to do for the owner thread
   */
  boolean shortTurn(List<OwnerMessage> messages) {
    times.begin();
    messages.forEach(this::handle);
    runSessions(REQUESTS_A_SHORT_TURN);
    endTurn();
    return !runnable.isEmpty() || compactions.isDue();
  }

  private void handle(OwnerMessage message) {
    switch (message) {
      case OwnerMessage.Received received -> {
        received.session().receive(received.batch());
        runnable.add(received.session());
      }
      case OwnerMessage.Opened opened -> sessions.add(opened.session());
      case OwnerMessage.InputEnded ended -> {
        ended.session().onInputEnded();
        onOutput(ended.session());
      }
      case OwnerMessage.Drained drained -> {
        onReady(drained.session());
        onOutput(drained.session());
      }
      case OwnerMessage.Closed closed -> forget(closed.session());
      case OwnerMessage.Encoded encoded -> encoded.job().onEncoded(encoded.contents());
      case OwnerMessage.EncodingFailed failed -> {
        LOG.error("event=encoding-failed", failed.cause());
        failed.job().onFailed();
      }
      case OwnerMessage.DiskJobEnded(DiskJob job, Optional<Throwable> failure) ->
          failure.ifPresentOrElse(job.onFailed(), job.onDone());
      case OwnerMessage.LocalTransact transact -> localRequests.transact(transact);
      case OwnerMessage.Subscribe subscribe -> localRequests.subscribe(subscribe);
      case OwnerMessage.Unsubscribe(LocalSubscription subscription) ->
          hosting.all().forEach(hosted -> hosted.unsubscribe(subscription));
      case OwnerMessage.Add add -> {
        if (hostingChanges.add(add)) {
          disconnectUnaware();
        }
      }
      case OwnerMessage.Remove remove -> {
        Optional<Hosted> removed = hostingChanges.remove(remove, sessions);
        if (removed.isPresent()) {
          disconnectUnaware();
        }
      }
      case OwnerMessage.Compact compact -> compactions.ask(compact);
      case OwnerMessage.TurnFailed(Throwable cause) ->
          throw new AssertionError("a turn on an I/O thread failed", cause);
      case OwnerMessage.SetReadOnly change -> setReadOnly(change);
      case OwnerMessage.Stop ignored -> stopping = true;
      case OwnerMessage.Inspect inspect -> inspect.question().run();
    }
  }

  private void runSessions(int mostRequests) {
    int left = mostRequests;
    int rounds = runnable.size();
    while (left > 0 && rounds-- > 0) {
      Session session = runnable.removeFirst();
      int inRow = Math.min(left, REQUESTS_IN_A_ROW);
      while (inRow > 0 && execute(session)) {
        inRow--;
        left--;
      }
      if (session.hasInput()) {
        if (inRow == 0) {
          runnable.add(session);
        } else {
          // It may not go on now. What to wait for is decided when it has handed over its output.
          onOutput(session);
        }
      }
    }
  }

  /** Executes the session's next request; whether there was one that could be. */
  private boolean execute(Session session) {
    Optional<JsonRpcMessage> next = session.nextRequest();
    if (next.isEmpty()) {
      return false;
    }
    counters.count(ServerCounter.REQUESTS);
    switch (next.get()) {
      case JsonRpcMessage.Request request -> {
        execute(session, request);
        times.executed(methods.times(request.method()), session.receivedNs());
      }
      case JsonRpcMessage.Notification cancel -> transactMethods.cancel(session, cancel);
      case JsonRpcMessage.Reply ignored -> throw new IllegalStateException("a reply got here");
      case JsonRpcMessage.ErrorReply ignored -> throw new IllegalStateException("a reply got here");
    }
    return true;
  }

  private void execute(Session session, JsonRpcMessage.Request request) {
    try {
      methods.execute(session, request);
    } catch (RuntimeException e) {
      LOG.error("event=request-bug method={}", request.method(), e);
      OvsdbError error = OvsdbError.of("internal error", "a bug of the server, see its log");
      session.replyError(request.id(), ErrorJson.toJson(error));
    }
  }

  private void endTurn() {
    commits.sync();
    commits.announce();
    while (!dirty.isEmpty()) {
      List<Session> batch = List.copyOf(dirty);
      dirty.clear();
      // Ending a session may give its locks to others, who are told in the next round.
      batch.forEach(this::handOver);
    }
    times.end();
  }

  private void handOver(Session session) {
    boolean last = session.isFinished();
    if (last) {
      release(session);
    }
    session.handOver(last);
    cutIfSlow(session);
  }

  private void cutIfSlow(Session session) {
    if (session.isClosed()) {
      return;
    }
    long backlogBytes = session.backlogBytes();
    if (backlogBytes > limits.backlogBytes()) {
      cutSlow(session, Limit.BACKLOG_BYTES);
    } else {
      allBacklog
          .hold(session, backlogBytes)
          .ifPresent(largest -> cutSlow(largest, Limit.BACKLOG_PERCENT));
    }
  }

  private void cutSlow(Session session, Limit limit) {
    allBacklog.forget(session);
    counters.count(ServerCounter.SESSIONS_CUT_SLOW);
    counters.hit(limit);
    LOG.warn(
        "event=session-cut peer={} reason=slow backlog_bytes={}",
        session.label(),
        session.backlogBytes());
    session.port().cut("it does not read: backlog of " + session.backlogBytes() + " bytes");
    session.onClosed();
  }

  /** Gives back what a session holds. */
  private void release(Session session) {
    session
        .monitors()
        .values()
        .forEach(monitor -> monitor.hosted().monitors().remove(monitor.monitor()));
    session.monitors().clear();
    session.pending().values().forEach(commits::abandon);
    session.pending().clear();
    List.copyOf(session.locks()).forEach(lock -> lockMethods.release(session, lock));
  }

  private void forget(Session session) {
    allBacklog.forget(session);
    session.onClosed();
    if (sessions.remove(session)) {
      release(session);
    }
  }

  /** All sessions begin anew. */
  void disconnectAll() {
    for (Session session : sessions) {
      session.endEarly();
      onOutput(session);
    }
  }

  /** Sessions that do not know of changing databases begin anew. */
  private void disconnectUnaware() {
    for (Session session : sessions) {
      if (!session.isChangeAware()) {
        session.endEarly();
        onOutput(session);
      }
    }
  }

  /** Clients begin anew, so that each knows what it may do. */
  private void setReadOnly(OwnerMessage.SetReadOnly change) {
    if (mode.setReadOnly(change.readOnly())) {
      LOG.info("event=read-only value={}", change.readOnly());
      disconnectAll();
    }
    change.done().complete(null);
  }

  private void shutDown() {
    for (OwnerMessage message : mailbox.close()) {
      if (message instanceof OwnerMessage.LocalTransact transact) {
        localRequests.refuse(transact);
      }
    }
    hosting.all().forEach(hostingChanges::cancelWaiting);
    sessions.forEach(session -> session.handOver(true));
    hosting.all().forEach(hostingChanges::closeLog);
    compactions.abandonAll();
  }

  @Override
  public void onOutput(Session session) {
    dirty.add(session);
  }

  @Override
  public void onReady(Session session) {
    session.flushMergedIfReady();
    runnable.add(session);
  }

  @Override
  public void onMerged(Session session) {
    counters.count(ServerCounter.UPDATES_MERGED);
    session.noteUpdate(times.beganNs());
    dirty.add(session);
  }

  @Override
  public void onUpdate(Session session) {
    counters.count(ServerCounter.UPDATES);
    session.noteUpdate(times.beganNs());
  }
}
