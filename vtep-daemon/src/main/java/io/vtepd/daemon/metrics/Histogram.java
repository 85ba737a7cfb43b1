package io.vtepd.daemon.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something takes, as counts of what took no longer than some bounds. Recording allocates
 * nothing. Any thread may record and read.
 */
public final class Histogram {

  /** Upper bounds in nanoseconds, 0.1 ms to 10 s; what takes longer has a bucket of its own. */
  private static final long[] BOUNDS_NS = {
    100_000L,
    250_000L,
    500_000L,
    1_000_000L,
    2_500_000L,
    5_000_000L,
    10_000_000L,
    25_000_000L,
    50_000_000L,
    100_000_000L,
    250_000_000L,
    500_000_000L,
    1_000_000_000L,
    2_500_000_000L,
    5_000_000_000L,
    10_000_000_000L
  };

  private static final double NS_PER_S = 1e9;

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_NS.length + 1);
  private final LongAdder sumNs = new LongAdder();

  /**
   * One more.
   *
   * @param ns what it took, in nanoseconds; a clock that went back counts as 0
   */
  public void record(long ns) {
    int bucket = 0;
    while (bucket < BOUNDS_NS.length && ns > BOUNDS_NS[bucket]) {
      bucket++;
    }
    counts.incrementAndGet(bucket);
    sumNs.add(Math.max(0, ns));
  }

  /** How many buckets there are, the one without a bound included. */
  static int bucketCount() {
    return BOUNDS_NS.length + 1;
  }

  /** A bucket's upper bound in seconds; of the last one infinity. */
  static double boundSeconds(int bucket) {
    return bucket < BOUNDS_NS.length ? BOUNDS_NS[bucket] / NS_PER_S : Double.POSITIVE_INFINITY;
  }

  /** How many were within a bucket's bounds. */
  public long count(int bucket) {
    return counts.get(bucket);
  }

  /** How many there were. */
  public long count() {
    long all = 0;
    for (int bucket = 0; bucket < bucketCount(); bucket++) {
      all += count(bucket);
    }
    return all;
  }

  /** What they took together, in seconds. */
  public double sumSeconds() {
    return sumNs.sum() / NS_PER_S;
  }
}
