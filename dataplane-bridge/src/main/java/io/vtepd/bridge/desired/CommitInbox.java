package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

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
     */
    void onCommit(Commit commit, boolean whole);

    void onLost(String reason);
  }

  private static final int LIMIT = 32;
  private static final int WORTH_A_TASK = 1_000;

  private record RowName(TableSchema table, Uuid uuid) {}

  /** Commits that wait, as one; what it costs to add one is in proportion to that one. */
  private static final class Waiting {
    private final Commit first;
    private final Map<RowName, RowChange> changes = new LinkedHashMap<>();
    private boolean single = true;
    private Snapshot snapshot;

    Waiting(Commit first) {
      this.first = first;
      this.snapshot = first.snapshot();
    }

    void add(Commit next) {
      if (single) {
        single = false;
        merge(first);
      }
      snapshot = next.snapshot();
      merge(next);
    }

    private void merge(Commit next) {
      for (RowChange change : next.changes().changes()) {
        RowName name = new RowName(change.table(), change.uuid());
        Optional<RowChange> before = Optional.ofNullable(changes.remove(name));
        net(before, change).ifPresent(all -> changes.put(name, all));
      }
    }

    boolean isWorthATask() {
      int size = single ? first.changes().changes().size() : changes.size();
      return size >= WORTH_A_TASK;
    }

    Commit commit() {
      return single ? first : new Commit(snapshot, new ChangeSet(List.copyOf(changes.values())));
    }
  }

  private final Executor ownerThread;
  private final Owner owner;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Optional<String> lost = Optional.empty();
  private boolean whole = true;
  private boolean scheduled;

  /**
   * @param ownerThread runs what it is given on one thread, in order
   */
  public CommitInbox(Executor ownerThread, Owner owner) {
    this.ownerThread = ownerThread;
    this.owner = owner;
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
        waiting.add(new Waiting(commit));
      } else if (last == null || (last.isWorthATask() && waiting.size() < LIMIT)) {
        waiting.add(new Waiting(commit));
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
    commits.ifPresent(it -> owner.onCommit(it.commit(), first));
  }

  private static Optional<RowChange> net(Optional<RowChange> first, RowChange second) {
    if (first.isEmpty()) {
      return Optional.of(second);
    }
    Optional<Row> before = first.get().before();
    Optional<Row> after = second.after();
    boolean nothing = before.isEmpty() && after.isEmpty();
    return nothing ? Optional.empty() : Optional.of(new RowChange(second.table(), before, after));
  }
}
