package io.vtepd.bridge.openflow.match;

import io.vtepd.bridge.openflow.wire.OpaqueBytes;

/**
 * A condition on a field that is not in {@link Field}: its whole header (with an experimenter's
 * number) and payload, kept as they came so that a dump never fails on somebody else's flow.
 */
public record OpaqueField(OpaqueBytes bytes) {

  @Override
  public String toString() {
    return "oxm:" + bytes;
  }
}
