package io.vtepd.daemon.app;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTables;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest contents of hardware_vtep, for whoever looks without asking the thread that owns them.
 * For any thread.
 */
final class LatestContents implements CommitSource.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(LatestContents.class);

  private final CommitSource source;
  private Optional<CommitSource.Subscription> subscription = Optional.empty();
  private volatile Optional<VtepSnapshot> newest = Optional.empty();
  private final CompletableFuture<VtepSnapshot> there = new CompletableFuture<>();

  /** These two are used where commits are told only. */
  private Optional<DatabaseSchema> schema = Optional.empty();

  private Optional<VtepTables> tables = Optional.empty();

  /**
   * @param source followed from the first look on
   */
  LatestContents(CommitSource source) {
    this.source = source;
  }

  /** The contents; empty until they are there: look again. */
  Optional<VtepSnapshot> look() {
    follow();
    return newest;
  }

  /** The contents as soon as they are there. */
  CompletableFuture<VtepSnapshot> whenThere() {
    follow();
    return there.thenApply(known -> newest.orElse(known));
  }

  private synchronized void follow() {
    if (subscription.isEmpty()) {
      subscription = Optional.of(source.subscribe(this));
    }
  }

  synchronized void close() {
    subscription.ifPresent(CommitSource.Subscription::close);
  }

  @Override
  public void onCommit(Commit commit) {
    Snapshot snapshot = commit.snapshot();
    if (schema.filter(known -> known == snapshot.schema()).isEmpty()) {
      schema = Optional.of(snapshot.schema());
      tables = tables(snapshot.schema());
    }
    newest = tables.map(known -> new VtepSnapshot(snapshot, known));
    newest.ifPresent(there::complete);
  }

  private static Optional<VtepTables> tables(DatabaseSchema schema) {
    try {
      return Optional.of(VtepTables.of(schema));
    } catch (IllegalArgumentException e) {
      LOG.debug("event=contents-unusable", e);
      return Optional.empty();
    }
  }

  @Override
  public void onLost(String reason) {
    // What was told last is the best that is known; other parts tell of the loss.
  }
}
