package io.vtepd.daemon.warmup;

/**
 * Collects what the start has left behind before clients come: else the first collection falls into
 * their first requests, and takes longer than networking-l2gw waits for its monitor.
 */
final class StartGarbage {

  /** With more than this, rows are most of it: looking through them would hold up the start. */
  private static final long CHEAP_BYTES = 192L << 20;

  private StartGarbage() {}

  static void collectIfCheap() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() - runtime.freeMemory() < CHEAP_BYTES) {
      runtime.gc();
    }
  }
}
