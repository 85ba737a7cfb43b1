package io.vtepd.ovsdb.table;

import java.util.Objects;

/**
 * A published commit.
 *
 * @param snapshot the database after it
 * @param changes what it changed since the snapshot that the same reader saw before
 */
public record Commit(Snapshot snapshot, ChangeSet changes) {

  public Commit {
    Objects.requireNonNull(snapshot);
    Objects.requireNonNull(changes);
  }

  /** The first commit that a reader sees: everything is new. */
  public static Commit initial(Snapshot snapshot) {
    return new Commit(snapshot, ChangeSet.insertAll(snapshot));
  }
}
