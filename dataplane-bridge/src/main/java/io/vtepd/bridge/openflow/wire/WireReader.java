package io.vtepd.bridge.openflow.wire;

import io.netty.buffer.ByteBuf;

/**
 * A cursor over the bytes of one message or of one part of it. Every read is checked against the
 * end of that part and fails with {@link MalformedOpenFlowException}; it never copies more than the
 * part holds, so that no length field can ask for memory.
 */
public final class WireReader {

  private final ByteBuf buf;
  private final String what;
  private int position;
  private final int end;

  private WireReader(ByteBuf buf, String what, int position, int end) {
    this.buf = buf;
    this.what = what;
    this.position = position;
    this.end = end;
  }

  /** Over the readable bytes of {@code buf}, whose own indexes do not move. */
  public static WireReader over(ByteBuf buf, String what) {
    return new WireReader(buf, what, buf.readerIndex(), buf.writerIndex());
  }

  public int remaining() {
    return end - position;
  }

  public boolean isEmpty() {
    return position == end;
  }

  public int u8() {
    return buf.getUnsignedByte(advance(1));
  }

  public int u16() {
    return buf.getUnsignedShort(advance(2));
  }

  public int i32() {
    return buf.getInt(advance(4));
  }

  public long i64() {
    return buf.getLong(advance(8));
  }

  public void skip(int count) {
    advance(count);
  }

  /**
   * Passes zero padding up to the next multiple of 8 from {@code start} bytes ago, or to the end.
   */
  public void skipPadding(int lengthBefore) {
    int pad = (8 - lengthBefore % 8) % 8;
    advance(Math.min(pad, remaining()));
  }

  /** The 16 bits {@code offset} bytes ahead, not consumed. */
  public int peekU16(int offset) {
    require(offset + 2);
    return buf.getUnsignedShort(position + offset);
  }

  /** The 32 bits {@code offset} bytes ahead, not consumed. */
  public int peekI32(int offset) {
    require(offset + 4);
    return buf.getInt(position + offset);
  }

  /** The next {@code length} bytes as a part of their own, consumed here. */
  public WireReader part(int length, String name) {
    if (length < 0) {
      throw malformed("negative length of " + name);
    }
    int start = advance(length);
    return new WireReader(buf, name, start, start + length);
  }

  /** The same bytes again, from here to the end of this part, without consuming them. */
  public WireReader again() {
    return new WireReader(buf, what, position, end);
  }

  public OpaqueBytes bytes(int length) {
    if (length < 0) {
      throw malformed("negative length");
    }
    int start = advance(length);
    byte[] copy = new byte[length];
    buf.getBytes(start, copy);
    return OpaqueBytes.copyOf(copy);
  }

  public OpaqueBytes rest() {
    return bytes(remaining());
  }

  /** To throw: what is wrong, with the part's name and the place. */
  public MalformedOpenFlowException malformed(String problem) {
    return new MalformedOpenFlowException(
        "OpenFlow " + what + ": " + problem + " at byte " + position + " of " + end);
  }

  private int advance(int count) {
    require(count);
    int at = position;
    position += count;
    return at;
  }

  private void require(int count) {
    if (count > end - position) {
      throw malformed("needs " + count + " more bytes, has " + (end - position));
    }
  }
}
