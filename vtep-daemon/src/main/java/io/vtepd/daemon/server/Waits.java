package io.vtepd.daemon.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The deadlines of waiting transactions, in order of time. Belongs to the owner. */
final class Waits {

  private record Deadline(long atMs, long number, PendingTransaction transaction) {}

  private final TreeSet<Deadline> deadlines =
      new TreeSet<>(Comparator.comparingLong(Deadline::atMs).thenComparingLong(Deadline::number));
  private final Map<PendingTransaction, Deadline> byTransaction = new HashMap<>();
  private long nextNumber;
  private int count;

  /** The number of transactions that wait, those without deadline included. */
  int count() {
    return count;
  }

  /** The transaction waits from now on, or waits again with another deadline. */
  void put(PendingTransaction transaction) {
    if (transaction.hosted().waiting().add(transaction)) {
      count++;
    }
    removeDeadline(transaction);
    if (transaction.deadlineMs().isPresent()) {
      Deadline deadline =
          new Deadline(transaction.deadlineMs().getAsLong(), nextNumber++, transaction);
      deadlines.add(deadline);
      byTransaction.put(transaction, deadline);
    }
  }

  /** The transaction waits no more; whether it did. */
  boolean remove(PendingTransaction transaction) {
    removeDeadline(transaction);
    boolean waited = transaction.hosted().waiting().remove(transaction);
    if (waited) {
      count--;
    }
    return waited;
  }

  private void removeDeadline(PendingTransaction transaction) {
    Deadline deadline = byTransaction.remove(transaction);
    if (deadline != null) {
      deadlines.remove(deadline);
    }
  }

  /** When the next one is due. */
  OptionalLong nextDeadlineMs() {
    return deadlines.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(deadlines.getFirst().atMs());
  }

  /** Those that are due at that time, which still wait. */
  List<PendingTransaction> due(long nowMs) {
    List<PendingTransaction> due = new ArrayList<>();
    for (Deadline deadline : deadlines) {
      if (deadline.atMs() > nowMs) {
        break;
      }
      due.add(deadline.transaction());
    }
    return due;
  }
}
