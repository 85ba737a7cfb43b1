package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The listeners of a source. Told from one thread; may be closed by any. */
final class Subscribers {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /** A subscription that is told of no commit until {@link Entry#begin}. */
  Entry add(CommitSource.Listener listener) {
    Entry entry = new Entry(listener);
    entries.add(entry);
    return entry;
  }

  void commit(Commit commit) {
    entries.stream()
        .filter(Entry::hasBegun)
        .forEach(entry -> entry.tell(listener -> listener.onCommit(commit)));
  }

  void lost(String reason) {
    entries.forEach(entry -> entry.tell(listener -> listener.onLost(reason)));
  }

  /** One listener. */
  final class Entry implements CommitSource.Subscription {
    private final CommitSource.Listener listener;
    private boolean begun;
    private boolean closed;

    private Entry(CommitSource.Listener listener) {
      this.listener = listener;
    }

    /** Tells the first commit; from now on it is told with the others. */
    synchronized void begin(Commit first) {
      begun = true;
      tell(each -> each.onCommit(first));
    }

    synchronized boolean hasBegun() {
      return begun;
    }

    private synchronized void tell(Consumer<CommitSource.Listener> call) {
      if (!closed) {
        call.accept(listener);
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      entries.remove(this);
    }
  }

  /** Those that have not begun. */
  List<Entry> waiting() {
    return entries.stream().filter(entry -> !entry.hasBegun()).toList();
  }
}
