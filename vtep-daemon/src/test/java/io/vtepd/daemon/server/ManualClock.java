package io.vtepd.daemon.server;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes when it is told to. */
final class ManualClock implements ServerClock {

  private final AtomicLong nowMs = new AtomicLong(1_000_000);

  void advance(long byMs) {
    nowMs.addAndGet(byMs);
  }

  @Override
  public long dateMs() {
    return nowMs.get();
  }

  @Override
  public long monotonicMs() {
    return nowMs.get();
  }
}
