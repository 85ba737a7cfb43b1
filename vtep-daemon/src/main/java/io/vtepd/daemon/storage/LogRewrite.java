package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.table.ChangeSet;
import java.io.IOException;

/**
 * A log that is being written anew from its contents while commits go on.
 *
 * <pre>
 *   write [any thread]    contents, then what was committed meanwhile, into a new file
 *   join [owner]          the rest of that; from now on commits go into both files
 *   publish [any thread]  the new file is forced to disk and takes the old one's name
 *   end [owner]           commits go into the file that has the name
 *   release [any thread]  gives the space of the old file back, which takes its time
 * </pre>
 *
 * <p>For a {@linkplain DatabaseLog#replacement replacement} there is another step in place of
 * joining, as often as there were commits:
 *
 * <pre>
 *   append [any thread]   what was committed meanwhile, as it is in the other contents
 * </pre>
 *
 * <p>Steps are called in this order, one at a time; after one that throws, {@link #end} comes next.
 * The owner's steps are short. Up to the rename inside of {@code publish} the old file is the log
 * and is whole; from then on the new one is.
 */
public interface LogRewrite {

  /** What to call for a log that is not a file: there is nothing to do. */
  LogRewrite NOTHING =
      new LogRewrite() {
        @Override
        public void write() {}

        @Override
        public void append(ChangeSet changes, long dateMs) {}

        @Override
        public void join() {}

        @Override
        public void publish() {}

        @Override
        public void end() {}

        @Override
        public void release() {}
      };

  /**
   * @throws IOException also if it was given up: the log was closed, or the disk became full
   */
  void write() throws IOException;

  /**
   * See the class.
   *
   * @param changes of the contents so far
   * @param dateMs when they were committed, milliseconds since the epoch
   */
  void append(ChangeSet changes, long dateMs) throws IOException;

  /** Forces to disk what was written so far, so that {@link #publish} has less to wait for. */
  default void sync() throws IOException {}

  /** See the class. */
  void join() throws IOException;

  /** See the class. */
  void publish() throws IOException;

  /** Leaves one file as the log, whatever the steps before have come to. */
  void end();

  /** See the class. */
  void release() throws IOException;
}
