package io.vtepd.tests.bench;

import java.util.Arrays;

/** Every single latency of a run, in nanoseconds: percentiles are exact. */
public final class Latencies {

  private long[] nanos = new long[1 << 12];
  private int count;

  public void add(long latencyNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = latencyNanos;
  }

  public int count() {
    return count;
  }

  /** The latency that this share of all (0 to 1) does not exceed, in milliseconds. */
  public double percentileMs(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(share * count) - 1;
    return sorted[Math.clamp(index, 0, count - 1)] / 1e6;
  }
}
