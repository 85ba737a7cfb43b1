package io.vtepd.daemon.server;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.monitor.Monitors;
import io.vtepd.daemon.storage.DatabaseLog;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A database with everybody who waits for its commits. Belongs to the owner. */
final class Hosted {

  private final Database database;
  private final DatabaseLog log;
  private final SchemaRule rule;
  private final Compaction compaction;
  private final Monitors monitors = new Monitors();
  private final Set<PendingTransaction> waiting = new LinkedHashSet<>();
  private final Set<LocalSubscription> subscriptions = new LinkedHashSet<>();
  private final Set<LocalSubscription> newSubscriptions = new LinkedHashSet<>();
  private final List<Commit> unannounced = new ArrayList<>();
  private Optional<Conversion> conversion = Optional.empty();
  private boolean syncDue;
  private boolean changed;

  /**
   * @param nowMs monotonic
   */
  Hosted(HostedDatabase hosted, long nowMs) {
    this.database = hosted.database();
    this.log = hosted.log();
    this.rule = hosted.rule();
    this.compaction = new Compaction(this, nowMs);
  }

  Compaction compaction() {
    return compaction;
  }

  long rowCount() {
    return database.snapshot().rowCount();
  }

  /** Values in all rows, {@code _uuid} and {@code _version} included. */
  long cellCount() {
    Snapshot snapshot = database.snapshot();
    return snapshot.schema().tables().stream()
        .mapToLong(table -> (long) snapshot.rows(table).size() * (table.columns().size() + 2))
        .sum();
  }

  String name() {
    return database.schema().name();
  }

  Database database() {
    return database;
  }

  DatabaseLog log() {
    return log;
  }

  /** What clients may convert it to. */
  SchemaRule rule() {
    return rule;
  }

  /**
   * What takes this one's place when it is converted. Readers of this process go on with that one
   * and are told everything when the turn ends.
   *
   * @param converted the contents in the other schema, which the log has already
   */
  Hosted successor(Database converted, long nowMs) {
    announce();
    Hosted next = new Hosted(new HostedDatabase(converted, log, rule), nowMs);
    next.subscriptions.addAll(subscriptions);
    subscriptions.clear();
    if (!next.subscriptions.isEmpty()) {
      next.unannounced.add(Commit.initial(converted.snapshot()));
    }
    return next;
  }

  /** The one that is under way. */
  Optional<Conversion> conversion() {
    return conversion;
  }

  void setConversion(Optional<Conversion> begun) {
    conversion = begun;
  }

  Monitors monitors() {
    return monitors;
  }

  /** Transactions that wait for a commit, in the order in which they came. */
  Set<PendingTransaction> waiting() {
    return waiting;
  }

  /** A commit was published: whoever waits for one has to be looked at. */
  void onPublished(Commit commit) {
    changed = true;
    conversion.ifPresent(begun -> begun.onCommit(commit.changes()));
    if (!subscriptions.isEmpty()) {
      unannounced.add(commit);
    }
  }

  /** Whether there was a commit since the last call. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** A commit of this turn must be on disk before it is answered. */
  void requireSync() {
    syncDue = true;
  }

  boolean isSyncDue() {
    return syncDue;
  }

  void onSynced() {
    syncDue = false;
  }

  /** A new reader, to be told everything when the turn ends. */
  void subscribe(LocalSubscription subscription) {
    newSubscriptions.add(subscription);
  }

  void unsubscribe(LocalSubscription subscription) {
    subscriptions.remove(subscription);
    newSubscriptions.remove(subscription);
  }

  /** Tells the readers of this process what was committed, and new ones everything. */
  void announce() {
    for (Commit commit : unannounced) {
      subscriptions.forEach(subscription -> subscription.tell(commit));
    }
    unannounced.clear();
    for (LocalSubscription subscription : newSubscriptions) {
      subscription.tell(Commit.initial(database.snapshot()));
    }
    subscriptions.addAll(newSubscriptions);
    newSubscriptions.clear();
  }

  /** Tells the readers of this process that nothing more will come. */
  void onRemoved() {
    announce();
    subscriptions.forEach(subscription -> subscription.tellLost("database " + name() + " removed"));
    subscriptions.clear();
  }
}
