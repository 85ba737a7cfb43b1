package io.vtepd.lab.packet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Frames for tests, as they stand on a wire. */
final class Bytes {

  /** 00:00:00:00:aa:01 asks everybody for 10.0.0.2. */
  static final String ARP_REQUEST =
      "ffffffffffff00000000aa010806"
          + "0001080006040001"
          + "00000000aa010a000001"
          + "0000000000000a000002";

  /** 00:00:00:00:aa:02 answers. */
  static final String ARP_REPLY =
      "00000000aa0100000000aa020806"
          + "0001080006040002"
          + "00000000aa020a000002"
          + "00000000aa010a000001";

  private Bytes() {}

  static ByteBuffer of(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  /** Pings 10.0.0.1 > 10.0.0.2. */
  static String ping(int type, int sequence) {
    return "00000000aa0200000000aa010800"
        + "4500001c00004000400126df0a0000010a000002"
        + "%02x0000000001%04x".formatted(type, sequence);
  }

  /** BFD 10.0.0.1 > 10.0.0.2 in that state, RFC 5880 4.1. */
  static String bfd(int state) {
    return "002320000001002320000002"
        + "0800"
        + "4500003400004000ff1126b70a0000010a000002"
        + "c0000ec800200000"
        + "20%02x0318".formatted(state << 6)
        + "000000010000000200000064000000640000"
        + "0000";
  }

  /** The frame in VXLAN, from 192.168.x.1 to 192.168.y.1 by their last octets. */
  static String vxlan(int from, int to, int vni, String inner) {
    int length = inner.length() / 2 + 16;
    return "020000000002020000000001"
        + "0800"
        + "4500%04x00004000401100000a0000%02x0a0000%02x".formatted(length + 20, from, to)
        + "c00012b5%04x0000".formatted(length)
        + "08000000%06x00".formatted(vni)
        + inner;
  }

  /** A segment 10.0.0.1:50000 > 10.0.0.2:6640, or back. */
  static String segment(boolean back, int flags, int sequence, String text) {
    String payload = HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    String ends = back ? "0a0000020a000001" + "19f0c350" : "0a0000010a000002" + "c35019f0";
    return "020000000002020000000001"
        + "0800"
        + "4500%04x0000400040060000".formatted(40 + payload.length() / 2)
        + ends
        + "%08x00000000".formatted(sequence)
        + "50%02xffff00000000".formatted(flags)
        + payload;
  }
}
