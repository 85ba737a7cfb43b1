package io.vtepd.bridge.openflow;

/**
 * Ties a reply or an error to its request; 0 is what the switch uses for messages nobody asked for.
 */
public record Xid(int value) {

  public static final Xid NONE = new Xid(0);

  @Override
  public String toString() {
    return "0x" + Integer.toHexString(value);
  }
}
