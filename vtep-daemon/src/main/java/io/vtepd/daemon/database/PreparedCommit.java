package io.vtepd.daemon.database;

import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.List;
import java.util.Objects;

/**
 * A transaction that passed every check and only has to be logged and published.
 *
 * @param result what to answer
 * @param changes what it changes; empty if it only read, or wrote what was there
 * @param after the contents with the changes
 * @param durable whether it asks to be on disk before it is answered (RFC 7047 section 5.2.7)
 * @param comments its comments, for the log (RFC 7047 section 5.2.9)
 */
public record PreparedCommit(
    TransactionResult result,
    ChangeSet changes,
    Snapshot after,
    boolean durable,
    List<String> comments) {

  public PreparedCommit {
    Objects.requireNonNull(result);
    Objects.requireNonNull(changes);
    Objects.requireNonNull(after);
    comments = List.copyOf(comments);
  }
}
