package io.vtepd.lab.capture;

import java.nio.ByteBuffer;

/**
 * A frame at one point.
 *
 * @param point where it was seen
 * @param timeUs when the kernel saw it: microseconds since 1970
 * @param bytes read-only; fewer than the frame had when it was longer than is kept
 * @param wireLengthBytes the frame's whole length
 */
public record Sighting(CapturePoint point, long timeUs, ByteBuffer bytes, int wireLengthBytes) {

  public Sighting {
    bytes = bytes.asReadOnlyBuffer();
  }
}
