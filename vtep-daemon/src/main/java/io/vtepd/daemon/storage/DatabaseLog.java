package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where the commits of one database are kept. Used by one thread: the one that owns the database.
 *
 * <p>After an {@link IOException} of {@link #append} the commit must not be published: the log has
 * gone back to what it held before, or refuses everything further.
 */
public interface DatabaseLog extends AutoCloseable {

  /**
   * Writes a commit. It survives the end of this process when this returns, and the end of the
   * machine after the next {@link #sync}. A commit that leaves no trace (nothing, only ephemeral
   * columns, only comments) writes nothing.
   *
   * @param dateMs when it was committed, milliseconds since the epoch
   */
  void append(ChangeSet changes, List<String> comments, long dateMs) throws IOException;

  /** Returns when all that was appended is on disk. */
  void sync() throws IOException;

  /**
   * Writes the log anew, as one commit that inserts everything.
   *
   * @param contents what all commits appended so far amount to
   * @param dateMs now, milliseconds since the epoch
   */
  void compact(Snapshot contents, long dateMs) throws IOException;

  /** Why the log takes no more commits; empty if it does. */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /** How long the log is; 0 if it is not a file. */
  long sizeBytes();

  @Override
  void close() throws IOException;
}
