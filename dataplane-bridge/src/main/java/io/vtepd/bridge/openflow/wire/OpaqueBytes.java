package io.vtepd.bridge.openflow.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes that are kept and given back as they came, comparable by content. */
public final class OpaqueBytes {

  public static final OpaqueBytes EMPTY = new OpaqueBytes(new byte[0]);

  private final byte[] bytes;

  private OpaqueBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  public static OpaqueBytes copyOf(byte[] bytes) {
    return new OpaqueBytes(bytes.clone());
  }

  public static OpaqueBytes ofHex(String hex) {
    return new OpaqueBytes(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  public void writeTo(ByteBuf out) {
    out.writeBytes(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpaqueBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
