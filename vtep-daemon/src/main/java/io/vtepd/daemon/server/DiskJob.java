package io.vtepd.daemon.server;

import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Work on files that is done off the owner thread, and what follows it there.
 *
 * @param work on the disk thread, one job after the other
 * @param onDone on the owner thread
 * @param onFailed on the owner thread, if the work has thrown
 */
record DiskJob(Work work, Runnable onDone, Consumer<Throwable> onFailed) {

  DiskJob {
    Objects.requireNonNull(work);
    Objects.requireNonNull(onDone);
    Objects.requireNonNull(onFailed);
  }

  /** What may fail. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException, OvsdbException;
  }
}
