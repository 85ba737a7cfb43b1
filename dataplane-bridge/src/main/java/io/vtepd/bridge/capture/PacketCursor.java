package io.vtepd.bridge.capture;

import io.vtepd.vtep.MacAddress;
import java.nio.ByteBuffer;

/** Reads a packet's bytes in order; the end is an exception of its own, never an index error. */
final class PacketCursor {

  private final ByteBuffer bytes;

  PacketCursor(ByteBuffer bytes) {
    this.bytes = bytes.slice();
  }

  /** The packet ends before the field that was asked for. */
  static final class Truncated extends Exception {

    private static final long serialVersionUID = 1L;

    Truncated() {
      super("truncated", null, false, false);
    }
  }

  int remaining() {
    return bytes.remaining();
  }

  int u8() throws Truncated {
    require(1);
    return bytes.get() & 0xff;
  }

  int u16() throws Truncated {
    require(2);
    return bytes.getShort() & 0xffff;
  }

  long u32() throws Truncated {
    require(4);
    return bytes.getInt() & 0xffff_ffffL;
  }

  MacAddress mac() throws Truncated {
    return new MacAddress((long) u16() << 32 | u32());
  }

  IpAddress ipv4() throws Truncated {
    return IpAddress.v4((int) u32());
  }

  IpAddress ipv6() throws Truncated {
    require(16);
    return IpAddress.v6(bytes.getLong(), bytes.getLong());
  }

  void skip(int count) throws Truncated {
    require(count);
    bytes.position(bytes.position() + count);
  }

  /**
   * What follows, at most {@code length} bytes of it: a length field does not reach past the end.
   */
  PacketCursor rest(int length) {
    int limit = Math.clamp(length, 0, bytes.remaining());
    return new PacketCursor(bytes.slice(bytes.position(), limit));
  }

  ByteBuffer rest() {
    return bytes.slice();
  }

  private void require(int count) throws Truncated {
    if (count > bytes.remaining()) {
      throw new Truncated();
    }
  }
}
