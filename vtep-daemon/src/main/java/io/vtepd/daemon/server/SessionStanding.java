package io.vtepd.daemon.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How a session stands, now and later. The owner writes; any thread may read. */
public final class SessionStanding {

  private final SessionLocks locks = new SessionLocks();
  private final AtomicLong updateCount = new AtomicLong();
  private final LongSupplier unsentUpdateBytes;

  SessionStanding(LongSupplier unsentUpdateBytes) {
    this.unsentUpdateBytes = unsentUpdateBytes;
  }

  void countUpdate() {
    updateCount.incrementAndGet();
  }

  /** The locks that it has asked for. */
  public SessionLocks locks() {
    return locks;
  }

  /** Update notifications that it was sent. */
  public long updateCount() {
    return updateCount.get();
  }

  /** Bytes of updates that wait for the system to take them. */
  public long unsentUpdateBytes() {
    return unsentUpdateBytes.getAsLong();
  }
}
