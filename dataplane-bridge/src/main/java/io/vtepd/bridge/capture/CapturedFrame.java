package io.vtepd.bridge.capture;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * An Ethernet frame as it was on the wire.
 *
 * @param time when the kernel saw it
 * @param bytes read-only; fewer than the frame had when it is longer than the snap length
 * @param wireLengthBytes the frame's whole length
 */
public record CapturedFrame(Instant time, ByteBuffer bytes, int wireLengthBytes) {

  public CapturedFrame {
    bytes = bytes.asReadOnlyBuffer();
  }
}
