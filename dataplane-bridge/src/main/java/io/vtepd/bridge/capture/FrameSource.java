package io.vtepd.bridge.capture;

import java.util.Optional;

/** Where frames come from. Used by one thread. */
public interface FrameSource extends AutoCloseable {

  /**
   * Waits a moment (a fraction of a second) for a frame.
   *
   * @return empty when none came in that time
   * @throws CaptureException when the source has failed, for example since its interface is gone
   */
  Optional<CapturedFrame> next() throws CaptureException;

  @Override
  void close();
}
