package io.vtepd.daemon.server;

import io.vtepd.daemon.database.PreparedCommit;
import io.vtepd.daemon.server.PendingTransaction.Asker;
import io.vtepd.daemon.transact.Outcome;
import io.vtepd.daemon.transact.Transactor;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.value.OvsdbError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes transactions: engine, then log, then publication, then monitors, then the answer. A
 * transaction that must wait is executed again after each commit to its database.
 *
 * <p>What is answered stays with the owner until the turn ends; {@link #sync} comes before anything
 * leaves, so that all durable commits of a turn share one trip to the disk.
 */
final class CommitPath {

  private static final Logger LOG = LoggerFactory.getLogger(CommitPath.class);

  private static final OvsdbError INTERNAL_ERROR =
      OvsdbError.of("internal error", "a bug of the server, see its log");

  private final Transactor transactor;
  private final ServerClock clock;
  private final ServerCounters counters;
  private final ServerLimits limits;
  private final Waits waits = new Waits();
  private final TableTrace trace = new TableTrace();
  private final ChangeHistory history;
  private final Set<Hosted> touched = new LinkedHashSet<>();
  private final List<LocalAnswer> localAnswers = new ArrayList<>();
  private final Set<Session> durableAskers = new HashSet<>();

  private record LocalAnswer(
      CompletableFuture<TransactionResult> asker,
      TransactionResult result,
      Optional<String> durableIn) {}

  CommitPath(ServerOptions options, ServerCounters counters) {
    this.transactor =
        options.appliance()
            ? Transactor.ofAppliance(options.uuids())
            : new Transactor(options.uuids());
    this.clock = options.clock();
    this.counters = counters;
    this.history = counters.history();
    this.limits = options.limits();
  }

  Waits waits() {
    return waits;
  }

  TableTrace trace() {
    return trace;
  }

  /** Executes a transaction for the first time, then all whose waiting its commit may end. */
  void begin(PendingTransaction transaction) {
    execute(transaction);
    rerunWaiting(transaction.hosted());
  }

  /** Executes those again whose time is up. */
  void onTime(long nowMs) {
    for (PendingTransaction transaction : waits.due(nowMs)) {
      // One may have been answered because of another one's commit.
      if (transaction.hosted().waiting().contains(transaction)) {
        begin(transaction);
      }
    }
  }

  /** As long as there are commits, executes all again that wait for one. */
  void rerunWaiting(Hosted hosted) {
    while (hosted.takeChanged()) {
      for (PendingTransaction transaction : List.copyOf(hosted.waiting())) {
        if (hosted.waiting().contains(transaction)) {
          execute(transaction);
        }
      }
    }
  }

  private void execute(PendingTransaction pending) {
    Hosted hosted = pending.hosted();
    Outcome outcome;
    try {
      outcome =
          transactor.execute(
              hosted.database(), pending.transaction(), pending.elapsedMs(clock.monotonicMs()));
    } catch (RuntimeException e) {
      // Nothing is changed yet, and the transaction may be one that waits: it alone fails.
      LOG.error("event=transaction-bug database={}", hosted.name(), e);
      answer(pending, failedOnly(pending, INTERNAL_ERROR), false);
      return;
    }
    switch (outcome) {
      case Outcome.Ready ready -> commit(pending, ready.commit());
      case Outcome.Refused refused -> answer(pending, refused.result(), false);
      case Outcome.Waiting waiting -> {
        pending.waitFor(waiting.timeoutMs());
        if (hosted.waiting().contains(pending)) {
          waits.put(pending);
        } else if (waits.count() >= limits.pendingWaits()) {
          refuseWait(pending, Limit.WAITS, limits.pendingWaits(), " transactions");
        } else if (ofSession(pending) > limits.waitsPerSession()) {
          refuseWait(
              pending,
              Limit.SESSION_WAITS,
              limits.waitsPerSession(),
              " transactions of this session");
        } else {
          counters.count(ServerCounter.WAITS);
          waits.put(pending);
        }
      }
    }
  }

  /** How many of the asking session have no answer, this one included. */
  private static int ofSession(PendingTransaction pending) {
    return switch (pending.asker()) {
      case Asker.Local ignored -> 0;
      case Asker.Remote(Session session, var ignored) -> session.pending().size();
    };
  }

  private static String peer(PendingTransaction pending) {
    return peerOf(pending).orElse("this-process");
  }

  /** Empty if it is somebody in this process. */
  private static Optional<String> peerOf(PendingTransaction pending) {
    return switch (pending.asker()) {
      case Asker.Local ignored -> Optional.empty();
      case Asker.Remote(Session session, var ignored) -> Optional.of(session.label());
    };
  }

  private void refuseWait(PendingTransaction pending, Limit limit, int value, String what) {
    counters.refused(limit, value, peer(pending));
    OvsdbError error =
        OvsdbError.of("resources exhausted", value + what + " wait already, which is the limit");
    answer(pending, failedOnly(pending, error), false);
  }

  private static TransactionResult failedOnly(PendingTransaction pending, OvsdbError error) {
    List<OperationResult> results = new ArrayList<>();
    results.add(new OperationResult.Failed(error));
    while (results.size() < pending.transaction().size()) {
      results.add(new OperationResult.NotExecuted());
    }
    return new TransactionResult(results);
  }

  private void commit(PendingTransaction pending, PreparedCommit commit) {
    if (commit.changes().isEmpty()) {
      answer(pending, commit.result(), false);
      return;
    }
    Hosted hosted = pending.hosted();
    try {
      hosted.log().append(commit.changes(), commit.comments(), clock.dateMs());
    } catch (IOException | RuntimeException e) {
      // Nothing is published yet, so that also a record that can't be built is refused alone.
      counters.count(ServerCounter.STORAGE_FAILURES);
      LOG.error("event=storage-failed database={} transaction refused", hosted.name(), e);
      answer(pending, withError(commit.result(), ioError("the log could not take it", e)), false);
      return;
    }
    publish(hosted, commit);
    Commit published = new Commit(commit.after(), commit.changes());
    history.committed(hosted.name(), peerOf(pending), published, clock.dateMs());
    if (commit.durable()) {
      hosted.requireSync();
    }
    answer(pending, commit.result(), commit.durable());
  }

  /** Makes a logged commit visible. */
  void publish(Hosted hosted, PreparedCommit commit) {
    counters.count(ServerCounter.COMMITS);
    hosted.database().publish(commit);
    hosted.onPublished(new Commit(commit.after(), commit.changes()));
    touched.add(hosted);
    trace.onCommit(hosted, commit.changes());
    hosted.monitors().publish(commit.changes());
  }

  private static OvsdbError ioError(String what, Exception cause) {
    return OvsdbError.of("I/O error", what + ": " + cause.getMessage());
  }

  private static TransactionResult withError(TransactionResult result, OvsdbError error) {
    List<OperationResult> results = new ArrayList<>(result.results());
    results.add(new OperationResult.Failed(error));
    return new TransactionResult(results);
  }

  private void answer(PendingTransaction pending, TransactionResult result, boolean durable) {
    waits.remove(pending);
    if (result.error().isPresent()) {
      counters.count(ServerCounter.TRANSACTIONS_REFUSED);
      OvsdbError error = result.error().get();
      history.refused(pending.hosted().name(), peerOf(pending), error, clock.dateMs());
    }
    Optional<String> durableIn = durable ? Optional.of(pending.hosted().name()) : Optional.empty();
    switch (pending.asker()) {
      case Asker.Local(var asker) -> localAnswers.add(new LocalAnswer(asker, result, durableIn));
      case Asker.Remote(Session session, var id) -> {
        session.pending().remove(id);
        if (durable) {
          durableAskers.add(session);
        }
        session.send(new Outgoing.Transacted(id, result, durableIn));
      }
    }
  }

  /** At the end of a turn, before anything leaves: what has to be on disk is on disk. */
  void sync() {
    touched.forEach(this::syncIfDue);
    durableAskers.clear();
  }

  private void syncIfDue(Hosted hosted) {
    if (!hosted.isSyncDue()) {
      return;
    }
    hosted.onSynced();
    try {
      counters.count(ServerCounter.SYNCS);
      hosted.log().sync();
    } catch (IOException e) {
      counters.count(ServerCounter.STORAGE_FAILURES);
      LOG.error("event=storage-failed database={} commits may not last", hosted.name(), e);
      doubtDurable(hosted, ioError("in effect, but may not survive a crash", e));
    }
  }

  /** The hosted database goes, or another takes its place: nothing of this turn is left to do. */
  void settle(Hosted hosted) {
    syncIfDue(hosted);
    touched.remove(hosted);
  }

  private void doubtDurable(Hosted hosted, OvsdbError error) {
    Optional<String> doubted = Optional.of(hosted.name());
    for (Session session : durableAskers) {
      session.replaceOutput(out ->
          out instanceof Outgoing.Transacted answer && answer.durableIn().equals(doubted)
              ? new Outgoing.Transacted(
                  answer.id(), withError(answer.result(), error), Optional.empty())
              : out);
    }
    localAnswers.replaceAll(answer ->
        answer.durableIn.equals(doubted)
            ? new LocalAnswer(answer.asker, withError(answer.result, error), Optional.empty())
            : answer);
  }

  /** At the end of a turn: tells the readers and the askers of this process. */
  void announce() {
    touched.forEach(Hosted::announce);
    touched.clear();
    List<LocalAnswer> answers = List.copyOf(localAnswers);
    localAnswers.clear();
    answers.forEach(answer -> answer.asker.complete(answer.result));
  }

  /** The hosted database has a reader to greet at the end of the turn. */
  void touch(Hosted hosted) {
    touched.add(hosted);
  }

  /** Gives a transaction up that has not been answered. */
  void abandon(PendingTransaction pending) {
    waits.remove(pending);
  }
}
