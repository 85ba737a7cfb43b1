package io.vtepd.lab.packet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;

/** What an IP packet is, in words. */
final class IpWords {

  private static final int ICMP = 1;
  private static final int IGMP = 2;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final int HOP_BY_HOP = 0;
  private static final int V6_HEADER_BYTES = 40;
  private static final int BFD_PORT = 3784;
  private static final List<String> BFD_STATES = List.of("admin-down", "down", "init", "up");

  private IpWords() {}

  static Words read(ByteBuffer in) {
    int start = in.position();
    return (in.get(start) >>> 4 & 0xf) == 4 ? v4(in, start) : v6(in, start);
  }

  private static Words v4(ByteBuffer in, int start) {
    String ends = Decoder.v4(in, start + 12) + " > " + Decoder.v4(in, start + 16);
    int protocol = in.get(start + 9) & 0xff;
    int fragment = in.getShort(start + 6) & 0x1fff;
    int length = (in.getShort(start + 2) & 0xffff) - (in.get(start) & 0xf) * 4;
    if (fragment != 0) {
      return new Words("IP fragment " + ends);
    }
    in.position(start + (in.get(start) & 0xf) * 4);
    return payload(protocol, in, ends, length);
  }

  private static Words v6(ByteBuffer in, int start) {
    String ends = address(in, start + 8) + " > " + address(in, start + 24);
    int next = in.get(start + 6) & 0xff;
    int length = in.getShort(start + 4) & 0xffff;
    in.position(start + V6_HEADER_BYTES);
    if (next == HOP_BY_HOP) {
      next = in.get() & 0xff;
      int rest = (in.get() & 0xff) * 8 + 6;
      in.position(in.position() + rest);
      length -= rest + 2;
    }
    return next == ICMPV6 ? icmpV6(in, ends) : payload(next, in, ends, length);
  }

  private static Words payload(int protocol, ByteBuffer in, String ends, int length) {
    return switch (protocol) {
      case ICMP -> icmp(in, ends);
      case IGMP -> new Words("IGMP " + ends);
      case TCP -> tcp(in, ends, length);
      case UDP -> udp(in, ends);
      default -> new Words("IP protocol " + protocol + " " + ends);
    };
  }

  private static Words icmp(ByteBuffer in, String ends) {
    int start = in.position();
    int type = in.get(start) & 0xff;
    return switch (type) {
      case 0, 8 -> echo(type == 8 ? "ping " : "pong ", ends, in.getShort(start + 6) & 0xffff);
      case 3 -> new Words("ICMP unreachable " + ends);
      case 11 -> new Words("ICMP time exceeded " + ends);
      default -> new Words("ICMP type " + type + " " + ends);
    };
  }

  private static Words echo(String word, String ends, int sequence) {
    return new Words(word + ends + " #" + sequence, word + ends);
  }

  private static Words icmpV6(ByteBuffer in, String ends) {
    int start = in.position();
    int type = in.get(start) & 0xff;
    return switch (type) {
      case 128, 129 -> echo(type == 128 ? "ping " : "pong ", ends, in.getShort(start + 6) & 0xffff);
      case 133 -> new Words("router solicitation " + ends);
      case 134 -> new Words("router advertisement " + ends);
      case 135 -> new Words("ND who has " + address(in, start + 8));
      case 136 -> new Words("ND " + address(in, start + 8) + " is here");
      case 130, 131, 143 -> new Words("MLD " + ends);
      default -> new Words("ICMPv6 type " + type + " " + ends);
    };
  }

  private static Words tcp(ByteBuffer in, String ends, int length) {
    int start = in.position();
    int flags = in.get(start + 13) & 0xff;
    int payload = Math.max(0, length - (in.get(start + 12) >>> 4 & 0xf) * 4);
    String name =
        (flags & 2) != 0
            ? "SYN"
            : (flags & 4) != 0 ? "RST" : (flags & 1) != 0 ? "FIN" : payload > 0 ? "data" : "ACK";
    return new Words(
        "TCP " + name + " " + ports(in, start, ends) + (payload > 0 ? " " + payload + " B" : ""),
        "TCP " + name + " " + ports(in, start, ends));
  }

  private static Words udp(ByteBuffer in, String ends) {
    int start = in.position();
    int to = in.getShort(start + 2) & 0xffff;
    int from = in.getShort(start) & 0xffff;
    if ((to == 67 || to == 68) && (from == 67 || from == 68)) {
      return new Words(DhcpWords.read(in, start + 8));
    }
    if (to == BFD_PORT) {
      // RFC 5880 4.1: the state stands in the two upper bits of the second byte.
      String state = BFD_STATES.get(in.get(start + 9) >>> 6 & 3);
      return new Words("BFD " + state + " " + ends);
    }
    int length = Math.max(0, (in.getShort(start + 4) & 0xffff) - 8);
    return new Words("UDP " + ports(in, start, ends) + " " + length + " B");
  }

  private static String ports(ByteBuffer in, int start, String ends) {
    return ends.replace(" > ", ":" + (in.getShort(start) & 0xffff) + " > ")
        + ":"
        + (in.getShort(start + 2) & 0xffff);
  }

  private static String address(ByteBuffer in, int at) {
    byte[] bytes = new byte[16];
    in.get(at, bytes);
    try {
      String text = InetAddress.getByAddress(bytes).getHostAddress();
      // RFC 5952: the longest run of zeroes is left out.
      return text.replaceFirst("(^|:)0(:0)+(:|$)", "::");
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }
}
