package io.vtepd.lab.packet;

import java.util.Optional;

/**
 * A frame at one point of its way.
 *
 * @param node the guest or router
 * @param device the interface there
 * @param timeUs microseconds since 1970
 * @param outer what is around it there
 */
public record Hop(String node, String device, long timeUs, Optional<Outer> outer) {

  /** The tunnel around a frame: addresses and VNI. */
  public record Outer(String source, String destination, int vni) {}
}
