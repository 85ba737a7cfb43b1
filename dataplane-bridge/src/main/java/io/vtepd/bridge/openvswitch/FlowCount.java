package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.message.FlowStats;

/**
 * What flows of one key have counted, also those that are gone: it never goes back, and counts
 * nothing twice.
 *
 * <p>Which of two flows is the older one tells nothing: one that replaces another one begins a new
 * life in Open vSwitch, but goes on with its counters. So one that was made anew is known when it
 * has counted less; if by then it has counted more, what the former had is not added.
 */
final class FlowCount {

  private long earlierPackets;
  private long earlierBytes;
  private long packets;
  private long bytes;

  /** Takes what the flow that is there now has counted so far. */
  void see(FlowStats now) {
    if (now.packetCount() < packets || now.byteCount() < bytes) {
      earlierPackets += packets;
      earlierBytes += bytes;
    }
    packets = now.packetCount();
    bytes = now.byteCount();
  }

  long packets() {
    return earlierPackets + packets;
  }

  long bytes() {
    return earlierBytes + bytes;
  }
}
