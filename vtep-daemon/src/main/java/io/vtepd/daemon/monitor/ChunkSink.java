package io.vtepd.daemon.monitor;

/** Takes JSON text in pieces, each as soon as it is encoded. */
@FunctionalInterface
public interface ChunkSink {

  /** Takes the first bytes of an array, which is written anew after this has returned. */
  void take(byte[] bytes, int length);
}
