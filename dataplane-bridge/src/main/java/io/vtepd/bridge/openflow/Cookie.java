package io.vtepd.bridge.openflow;

/** The 64 bits that a flow's owner puts on it; OVS gives them back and never reads them. */
public record Cookie(long value) {

  public static final Cookie ZERO = new Cookie(0);

  @Override
  public String toString() {
    return "0x" + Long.toHexString(value);
  }
}
