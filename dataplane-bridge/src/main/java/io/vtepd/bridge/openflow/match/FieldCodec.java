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
    if (bytes <= Long.BYTES) {
      return Bits.of(readLong(in, bytes));
    }
    return new Bits(readLong(in, bytes - Long.BYTES), in.i64());
  }

  private static long readLong(WireReader in, int bytes) {
    return switch (bytes) {
      case 8 -> in.i64();
      case 6 -> (long) in.u16() << 32 | Integer.toUnsignedLong(in.i32());
      case 4 -> Integer.toUnsignedLong(in.i32());
      case 2 -> in.u16();
      default -> {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
          number = number << 8 | in.u8();
        }
        yield number;
      }
    };
  }

  public static void writeBits(ByteBuf out, Bits bits, int bytes) {
    if (bytes > Long.BYTES) {
      writeLong(out, bits.high(), bytes - Long.BYTES);
      out.writeLong(bits.low());
    } else {
      writeLong(out, bits.low(), bytes);
    }
  }

  private static void writeLong(ByteBuf out, long number, int bytes) {
    switch (bytes) {
      case 8 -> out.writeLong(number);
      case 6 -> out.writeShort((int) (number >>> 32)).writeInt((int) number);
      case 4 -> out.writeInt((int) number);
      case 2 -> out.writeShort((int) number);
      default -> {
        for (int i = bytes - 1; i >= 0; i--) {
          out.writeByte((int) (number >>> 8 * i));
        }
      }
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
