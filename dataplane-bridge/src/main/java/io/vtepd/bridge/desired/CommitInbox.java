package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Uuid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Hands commits over to the owner thread. It holds at most one: those that come while the owner is
 * busy become one commit, so it can never grow beyond the database, and a source is never held up.
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

  private record RowName(TableSchema table, Uuid uuid) {}

  /** The commits that wait, as one; what it costs to add one is in proportion to that one. */
  private static final class Waiting {
    private final Map<RowName, RowChange> changes = new LinkedHashMap<>();
    private Snapshot snapshot;

    Waiting(Commit first) {
      snapshot = first.snapshot();
      add(first);
    }

    void add(Commit next) {
      snapshot = next.snapshot();
      for (RowChange change : next.changes().changes()) {
        RowName name = new RowName(change.table(), change.uuid());
        Optional<RowChange> before = Optional.ofNullable(changes.remove(name));
        net(before, change).ifPresent(all -> changes.put(name, all));
      }
    }

    Commit commit() {
      return new Commit(snapshot, new ChangeSet(List.copyOf(changes.values())));
    }
  }

  private final Executor ownerThread;
  private final Owner owner;
  private Optional<Waiting> waiting = Optional.empty();
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
      if (waiting.isPresent() && waiting.get().snapshot.schema() != commit.snapshot().schema()) {
        whole = true;
      }
      if (waiting.isPresent() && !whole) {
        waiting.get().add(commit);
      } else {
        // Of a commit that is the whole contents the snapshot is what counts.
        waiting = Optional.of(new Waiting(commit));
      }
      schedule();
    }
  }

  @Override
  public void onLost(String reason) {
    synchronized (this) {
      lost = Optional.of(reason);
      whole = true;
      waiting = Optional.empty();
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
      commits = waiting;
      reason = lost;
      first = whole;
      waiting = Optional.empty();
      lost = Optional.empty();
      whole = commits.isEmpty() && whole;
      scheduled = false;
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
