package io.vtepd.daemon.server;

import io.vtepd.daemon.transact.Transaction;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.operation.TransactionResult;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A transaction that has no answer yet. Belongs to the owner. */
final class PendingTransaction {

  /** Who gets the answer. */
  sealed interface Asker {

    /** A session, with the id of its request. */
    record Remote(Session session, Json id) implements Asker {}

    /** Somebody in this process. */
    record Local(CompletableFuture<TransactionResult> result) implements Asker {}
  }

  private final Hosted hosted;
  private final Transaction transaction;
  private final Asker asker;
  private final long startedMs;
  private OptionalLong deadlineMs = OptionalLong.empty();

  /**
   * @param startedMs when it is executed first, monotonic
   */
  PendingTransaction(Hosted hosted, Transaction transaction, Asker asker, long startedMs) {
    this.hosted = hosted;
    this.transaction = transaction;
    this.asker = asker;
    this.startedMs = startedMs;
  }

  Hosted hosted() {
    return hosted;
  }

  Transaction transaction() {
    return transaction;
  }

  Asker asker() {
    return asker;
  }

  /** Time since its first execution. */
  long elapsedMs(long nowMs) {
    return nowMs - startedMs;
  }

  /** When it must be executed again at the latest, monotonic. */
  OptionalLong deadlineMs() {
    return deadlineMs;
  }

  /** It must wait, at most that long since its first execution. */
  void waitFor(OptionalLong timeoutMs) {
    deadlineMs =
        timeoutMs.isPresent()
            ? OptionalLong.of(saturatedSum(startedMs, timeoutMs.getAsLong()))
            : timeoutMs;
  }

  private static long saturatedSum(long left, long right) {
    long sum = left + right;
    return ((left ^ sum) & (right ^ sum)) < 0 ? Long.MAX_VALUE : sum;
  }
}
