package io.vtepd.daemon.app;

/**
 * Reading a large database leaves garbage between its rows, in every part of the heap: it would
 * stay resident until much later, because a part can only be given back as a whole. One full
 * collection before anybody is served puts the rows together; later it would be a pause.
 */
final class LoadedHeap {

  /** With less than this there is little to gain. */
  private static final long LARGE_BYTES = 192L << 20;

  private LoadedHeap() {}

  static void compactIfLarge() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() - runtime.freeMemory() > LARGE_BYTES) {
      runtime.gc();
    }
  }
}
