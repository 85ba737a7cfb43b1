package io.vtepd.bridge.openvswitch;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Takes the time from a commit until a switch has confirmed what it asks for. Of commits that are
 * sent together the oldest counts. Confined to the driver's loop.
 */
final class ApplyTime {

  private static final long NONE = Long.MIN_VALUE;

  private final LongSupplier nowNs;
  private final LongConsumer took;
  private long wantedSinceNs = NONE;
  private long sentSinceNs = NONE;

  /**
   * @param nowNs the time in nanoseconds since any fixed moment
   * @param took is told each time, in nanoseconds
   */
  ApplyTime(LongSupplier nowNs, LongConsumer took) {
    this.nowNs = nowNs;
    this.took = took;
  }

  /** A commit asks for something else. */
  void wanted(long sinceNs) {
    if (wantedSinceNs == NONE) {
      wantedSinceNs = sinceNs;
    }
  }

  /**
   * What is wanted is sent.
   *
   * @param any whether that changes anything
   */
  void sent(boolean any) {
    sentSinceNs = any ? wantedSinceNs : NONE;
    wantedSinceNs = NONE;
  }

  /** The switch has confirmed what was sent. */
  void confirmed() {
    if (sentSinceNs != NONE) {
      took.accept(nowNs.getAsLong() - sentSinceNs);
      sentSinceNs = NONE;
    }
  }
}
