package io.vtepd.bridge.openvswitch;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
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
final class CommitInbox implements CommitSource.Listener {

  /** What the owner is told. */
  interface Owner {

    /**
     * @param whole whether the source was lost before this commit, or this is the first: what was
     *     known of the contents does not count
     */
    void onCommit(Commit commit, boolean whole);

    void onLost(String reason);
  }

  private final Executor ownerThread;
  private final Owner owner;
  private Optional<Commit> waiting = Optional.empty();
  private Optional<String> lost = Optional.empty();
  private boolean whole = true;
  private boolean scheduled;

  CommitInbox(Executor ownerThread, Owner owner) {
    this.ownerThread = ownerThread;
    this.owner = owner;
  }

  @Override
  public void onCommit(Commit commit) {
    synchronized (this) {
      waiting =
          waiting.isPresent() && !whole
              ? Optional.of(merge(waiting.get(), commit))
              : Optional.of(commit);
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
    Optional<Commit> commit;
    Optional<String> reason;
    boolean first;
    synchronized (this) {
      commit = waiting;
      reason = lost;
      first = whole;
      waiting = Optional.empty();
      lost = Optional.empty();
      whole = commit.isEmpty() && whole;
      scheduled = false;
    }
    reason.ifPresent(owner::onLost);
    commit.ifPresent(it -> owner.onCommit(it, first));
  }

  private record RowName(TableSchema table, Uuid uuid) {}

  /** Two commits in a row as one. */
  static Commit merge(Commit first, Commit second) {
    if (first.snapshot().schema() != second.snapshot().schema()) {
      return Commit.initial(second.snapshot());
    }
    Map<RowName, RowChange> merged = new LinkedHashMap<>();
    for (RowChange change : first.changes().changes()) {
      merged.put(new RowName(change.table(), change.uuid()), change);
    }
    for (RowChange change : second.changes().changes()) {
      RowName name = new RowName(change.table(), change.uuid());
      Optional<RowChange> before = Optional.ofNullable(merged.remove(name));
      net(before, change).ifPresent(all -> merged.put(name, all));
    }
    return new Commit(second.snapshot(), new ChangeSet(List.copyOf(merged.values())));
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
