package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.MergedChanges;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Hands commits over to the owner thread, one a task, so that the owner's other work has its turns
 * in between. Those that come while the owner is busy are put together: small ones until they are
 * worth a task, all of them when as many wait as may; and a source is never held up.
 */
public final class CommitInbox implements CommitSource.Listener {

  /** What the owner is told. */
  public interface Owner {

    /**
     * @param whole whether the source was lost before this commit, or this is the first: what was
     *     known of the contents does not count
     * @param sinceNs when it came, or the first of those that it was put together of
     */
    void onCommit(Commit commit, boolean whole, long sinceNs);

    void onLost(String reason);
  }

  private static final int LIMIT = 32;
  private static final int WORTH_A_TASK = 1_000;

  /** Commits that wait, as one. */
  private static final class Waiting {
    private final Commit first;
    private final MergedChanges changes = new MergedChanges();
    private final long sinceNs;
    private boolean single = true;
    private Snapshot snapshot;

    Waiting(Commit first, long sinceNs) {
      this.first = first;
      this.sinceNs = sinceNs;
      this.snapshot = first.snapshot();
    }

    void add(Commit next) {
      if (single) {
        single = false;
        changes.add(first.changes());
      }
      snapshot = next.snapshot();
      changes.add(next.changes());
    }

    boolean isWorthATask() {
      int size = single ? first.changes().changes().size() : changes.rowCount();
      return size >= WORTH_A_TASK;
    }

    Commit commit() {
      return single ? first : new Commit(snapshot, changes.take());
    }
  }

  private final Executor ownerThread;
  private final Owner owner;
  private final LongSupplier nowNs;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Optional<String> lost = Optional.empty();
  private boolean whole = true;
  private boolean scheduled;

  /**
   * @param ownerThread runs what it is given on one thread, in order
   * @param nowNs the time in nanoseconds since any fixed moment, on any thread
   */
  public CommitInbox(Executor ownerThread, Owner owner, LongSupplier nowNs) {
    this.ownerThread = ownerThread;
    this.owner = owner;
    this.nowNs = nowNs;
  }

  @Override
  public void onCommit(Commit commit) {
    synchronized (this) {
      Waiting last = waiting.peekLast();
      if (last != null && last.snapshot.schema() != commit.snapshot().schema()) {
        whole = true;
      }
      if (whole) {
        // Of a commit that is the whole contents the snapshot is what counts.
        waiting.clear();
        waiting.add(new Waiting(commit, nowNs.getAsLong()));
      } else if (last == null || (last.isWorthATask() && waiting.size() < LIMIT)) {
        waiting.add(new Waiting(commit, nowNs.getAsLong()));
      } else {
        last.add(commit);
      }
      schedule();
    }
  }

  @Override
  public void onLost(String reason) {
    synchronized (this) {
      lost = Optional.of(reason);
      whole = true;
      waiting.clear();
      schedule();
    }
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      ownerThread.execute(this::deliver);
    }
  }

  private void deliver() {
    Optional<Waiting> commits;
    Optional<String> reason;
    boolean first;
    synchronized (this) {
      commits = Optional.ofNullable(waiting.poll());
      reason = lost;
      first = whole;
      lost = Optional.empty();
      whole = commits.isEmpty() && whole;
      scheduled = false;
      if (!waiting.isEmpty()) {
        schedule();
      }
    }
    reason.ifPresent(owner::onLost);
    commits.ifPresent(it -> owner.onCommit(it.commit(), first, it.sinceNs));
  }
}
