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
   * Writes the log anew, as one commit that inserts everything, and returns when that is on disk.
   * Gives up a {@link #rewrite} that is under way.
   *
   * @param contents what all commits appended so far amount to, or what takes their place
   * @param dateMs now, milliseconds since the epoch
   * @throws IOException if it failed; then the log is as it was
   */
  void compact(Snapshot contents, long dateMs) throws IOException;

  /**
   * Begins the same for a large log, without holding up the commits that come meanwhile. There may
   * be one at a time. One that is not completed leaves the log as it was.
   *
   * @param contents what all commits appended so far amount to
   * @param dateMs now, milliseconds since the epoch
   */
  default LogRewrite rewrite(Snapshot contents, long dateMs) throws IOException {
    return LogRewrite.NOTHING;
  }

  /**
   * Begins to write the log anew with other contents that take the place of its own, such as those
   * of another schema. Commits go on meanwhile; they are told to {@link LogRewrite#append}. Gives
   * up a {@link #rewrite} that is under way.
   *
   * @param contents what begins the new log
   * @param dateMs now, milliseconds since the epoch
   */
  default LogRewrite replacement(Snapshot contents, long dateMs) throws IOException {
    return LogRewrite.NOTHING;
  }

  /** Why the log takes no more commits; empty if it does. */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /** How long the log is; 0 if it is not a file. */
  long sizeBytes();

  /** How long it was when it had been written anew, without the commits since then. */
  default long compactedBytes() {
    return 0;
  }

  @Override
  void close() throws IOException;
}
