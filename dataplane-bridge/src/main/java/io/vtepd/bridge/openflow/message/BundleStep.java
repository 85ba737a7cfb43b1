package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.wire.WireCode;

/**
 * Types of a bundle control message (OpenFlow 1.5, 7.3.9.2); a reply is its request's number plus
 * 1.
 */
public enum BundleStep implements WireCode {
  OPEN(0),
  OPENED(1),
  CLOSE(2),
  CLOSED(3),
  COMMIT(4),
  COMMITTED(5),
  DISCARD(6),
  DISCARDED(7);

  private final int code;

  BundleStep(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }
}
