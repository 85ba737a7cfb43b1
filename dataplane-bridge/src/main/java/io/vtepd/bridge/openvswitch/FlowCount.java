package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.message.FlowStats;

/** What flows of one key have counted, also those that are gone: it never goes back. */
final class FlowCount {

  private long earlierPackets;
  private long earlierBytes;
  private long packets;
  private long bytes;
  private long durationNs;

  /** Takes what the flow that is there now has counted so far. */
  void see(FlowStats now) {
    // One that is younger than before, or has counted less, was made anew.
    if (now.durationNs() < durationNs || now.packetCount() < packets || now.byteCount() < bytes) {
      earlierPackets += packets;
      earlierBytes += bytes;
    }
    packets = now.packetCount();
    bytes = now.byteCount();
    durationNs = now.durationNs();
  }

  long packets() {
    return earlierPackets + packets;
  }

  long bytes() {
    return earlierBytes + bytes;
  }
}
