package io.vtepd.bridge.openflow.wire;

import io.netty.buffer.ByteBuf;

/** Small steps that every encoder needs: padding to 8 bytes and lengths filled in afterwards. */
public final class Wire {

  /** OpenFlow 1.5 in a message's first byte. */
  public static final int VERSION = 6;

  public static final int HEADER_BYTES = 8;

  /** A message's length field has 16 bits. */
  public static final int FRAME_LIMIT_BYTES = 0xffff;

  /** Nicira's (now Open vSwitch's) experimenter number. */
  public static final int NICIRA = 0x00002320;

  private Wire() {}

  /** Zeroes until the bytes since {@code start} are a multiple of 8. */
  public static void pad8(ByteBuf out, int start) {
    int over = (out.writerIndex() - start) % 8;
    if (over != 0) {
      out.writeZero(8 - over);
    }
  }

  /** Puts the number of bytes since {@code start} into the 16 bits at {@code at}. */
  public static void setLength(ByteBuf out, int at, int start) {
    int length = out.writerIndex() - start;
    if (length > FRAME_LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "OpenFlow element of " + length + " bytes, the format's limit is " + FRAME_LIMIT_BYTES);
    }
    out.setShort(at, length);
  }
}
