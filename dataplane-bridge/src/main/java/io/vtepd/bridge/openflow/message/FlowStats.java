package io.vtepd.bridge.openflow.message;

/**
 * A flow of the switch with its counters.
 *
 * @param durationNs since the flow was added
 * @param idleNs since the last packet that it matched, or since it was added
 */
public record FlowStats(
    Flow flow, long durationNs, long idleNs, long packetCount, long byteCount) {}
