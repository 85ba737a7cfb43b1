package io.vtepd.bridge.openflow.match;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.wire.WireReader;

/** A field's bits on the wire, big-endian in the field's own length. */
public final class FieldCodec {

  private FieldCodec() {}

  /** Reads {@code bytes} (1 to 16) bytes as one number. */
  public static Bits readBits(WireReader in, int bytes) {
    if (bytes > 16) {
      throw in.malformed("a value of " + bytes + " bytes, at most 16 are understood");
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < bytes; i++) {
      high = high << 8 | low >>> 56;
      low = low << 8 | in.u8();
    }
    return new Bits(high, low);
  }

  public static void writeBits(ByteBuf out, Bits bits, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.writeByte((int) bits.shiftRight(i * 8).low());
    }
  }

  /** Header, value and, when the match is not exact, mask. */
  static void write(ByteBuf out, FieldMatch match) {
    writeMasked(out, match.field(), match.value(), match.mask());
  }

  public static void writeMasked(ByteBuf out, Field field, Bits value, Bits mask) {
    boolean exact = mask.equals(field.exactMask());
    out.writeInt(exact ? field.header() : field.maskedHeader());
    writeBits(out, value, field.bytes());
    if (!exact) {
      writeBits(out, mask, field.bytes());
    }
  }
}
