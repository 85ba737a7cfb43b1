package io.vtepd.daemon.server;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.OvsdbError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last transactions that changed something or were refused, with who asked for them. Those of
 * this process, which tell what it measures, do not push out those of peers. Any thread may read.
 */
public final class ChangeHistory {

  /** Transactions of peers that are kept. */
  public static final int PEERS_LIMIT = 1_000;

  /** Transactions of this process that are kept. */
  public static final int OWN_LIMIT = 100;

  private static final int WHY_LIMIT = 200;

  /**
   * One transaction.
   *
   * @param number counts them
   * @param dateMs since the epoch
   * @param peer as the log names it
   * @param rows how many rows it changed, by table; none if it was refused
   * @param refused why; empty if it was not
   */
  public record Change(
      long number,
      long dateMs,
      String database,
      String peer,
      Map<String, Integer> rows,
      Optional<String> refused) {}

  /** Is told of commits and of who asked for them, by the owner: it must not wait. */
  @FunctionalInterface
  public interface Follower {
    /**
     * @param peer as the log names it; empty for this process
     */
    void onCommit(String database, Optional<String> peer, Commit commit);
  }

  private volatile Follower follower = (database, peer, commit) -> {};
  private final Deque<Change> peers = new ArrayDeque<>();
  private final Deque<Change> own = new ArrayDeque<>();
  private long count;

  /** From now on it is told, in place of who was told before. */
  public void setFollower(Follower other) {
    follower = other;
  }

  /** Something was committed; to be called by the owner. */
  void committed(String database, Optional<String> peer, Commit commit, long dateMs) {
    put(database, peer, rows(commit.changes()), Optional.empty(), dateMs);
    follower.onCommit(database, peer, commit);
  }

  /** A transaction failed; to be called by the owner. */
  void refused(String database, Optional<String> peer, OvsdbError error, long dateMs) {
    String why = error.tag() + ": " + error.details();
    String cut = why.length() > WHY_LIMIT ? why.substring(0, WHY_LIMIT) + "..." : why;
    put(database, peer, Map.of(), Optional.of(cut), dateMs);
  }

  private synchronized void put(
      String database,
      Optional<String> peer,
      Map<String, Integer> rows,
      Optional<String> refused,
      long dateMs) {
    Deque<Change> all = peer.isPresent() ? peers : own;
    if (all.size() == (peer.isPresent() ? PEERS_LIMIT : OWN_LIMIT)) {
      all.removeFirst();
    }
    all.add(new Change(count++, dateMs, database, peer.orElse("this process"), rows, refused));
  }

  private static Map<String, Integer> rows(ChangeSet changes) {
    Map<String, Integer> rows = new TreeMap<>();
    for (RowChange change : changes.changes()) {
      rows.merge(change.table().name(), 1, Integer::sum);
    }
    return rows;
  }

  /** The newest first. */
  public synchronized List<Change> all() {
    List<Change> all = new ArrayList<>(peers);
    all.addAll(own);
    all.sort(Comparator.comparingLong(Change::number).reversed());
    return all;
  }
}
