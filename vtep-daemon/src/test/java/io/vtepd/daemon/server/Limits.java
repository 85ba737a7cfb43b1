package io.vtepd.daemon.server;

import java.util.function.Consumer;

/** The default limits with some changed. */
final class Limits {

  int sessions = ServerLimits.DEFAULT.sessions();
  long readAheadBytes = ServerLimits.DEFAULT.readAheadBytes();
  int readAheadBatches = ServerLimits.DEFAULT.readAheadBatches();
  long mergeBytes = ServerLimits.DEFAULT.mergeBytes();
  long backlogBytes = ServerLimits.DEFAULT.backlogBytes();
  long allInputBytes = ServerLimits.DEFAULT.allInputBytes();
  long allBacklogBytes = ServerLimits.DEFAULT.allBacklogBytes();
  int pendingWaits = ServerLimits.DEFAULT.pendingWaits();
  int waitsPerSession = ServerLimits.DEFAULT.waitsPerSession();
  int monitorsPerSession = ServerLimits.DEFAULT.monitorsPerSession();
  int locksPerSession = ServerLimits.DEFAULT.locksPerSession();
  int localQueue = ServerLimits.DEFAULT.localQueue();

  private Limits() {}

  static ServerLimits with(Consumer<Limits> change) {
    Limits limits = new Limits();
    change.accept(limits);
    return new ServerLimits(
        ServerLimits.DEFAULT.message(),
        limits.sessions,
        limits.readAheadBytes,
        limits.readAheadBatches,
        limits.mergeBytes,
        limits.backlogBytes,
        limits.allInputBytes,
        limits.allBacklogBytes,
        limits.pendingWaits,
        limits.waitsPerSession,
        limits.monitorsPerSession,
        limits.locksPerSession,
        limits.localQueue);
  }
}
