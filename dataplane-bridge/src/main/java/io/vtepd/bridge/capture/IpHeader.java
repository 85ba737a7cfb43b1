package io.vtepd.bridge.capture;

import io.vtepd.bridge.capture.PacketCursor.Truncated;
import java.util.Optional;

/**
 * An IPv4 header, or an IPv6 one with its extensions passed over.
 *
 * @param protocol of the payload
 * @param isLaterFragment a fragment that does not begin with the payload's header
 */
record IpHeader(
    IpAddress source,
    IpAddress destination,
    int protocol,
    boolean isLaterFragment,
    PacketCursor payload) {

  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMPV6 = 58;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int EXTENSION_LIMIT = 8;

  /** Empty when the frame holds no IP. */
  static Optional<IpHeader> read(EthernetHeader ethernet) throws Truncated {
    return switch (ethernet.type()) {
      case EthernetHeader.IPV4 -> v4(ethernet.payload());
      case EthernetHeader.IPV6 -> v6(ethernet.payload());
      default -> Optional.empty();
    };
  }

  private static Optional<IpHeader> v4(PacketCursor in) throws Truncated {
    int first = in.u8();
    int headerLength = (first & 0xf) * 4;
    if (first >>> 4 != 4 || headerLength < 20) {
      return Optional.empty();
    }
    in.skip(1);
    int length = in.u16();
    in.skip(2);
    int fragment = in.u16() & 0x1fff;
    in.skip(1);
    int protocol = in.u8();
    in.skip(2);
    IpAddress source = in.ipv4();
    IpAddress destination = in.ipv4();
    in.skip(headerLength - 20);
    PacketCursor payload = in.rest(length - headerLength);
    return Optional.of(new IpHeader(source, destination, protocol, fragment != 0, payload));
  }

  private static Optional<IpHeader> v6(PacketCursor in) throws Truncated {
    if (in.u32() >>> 28 != 6) {
      return Optional.empty();
    }
    int length = in.u16();
    int next = in.u8();
    in.skip(1);
    IpAddress source = in.ipv6();
    IpAddress destination = in.ipv6();
    PacketCursor rest = in.rest(length);
    boolean later = false;
    for (int i = 0; i < EXTENSION_LIMIT && !later && isExtension(next); i++) {
      int type = next;
      next = rest.u8();
      int size = rest.u8();
      if (type == FRAGMENT) {
        later = rest.u16() >>> 3 != 0;
        rest.skip(4);
      } else {
        rest.skip(6 + size * 8);
      }
    }
    return Optional.of(new IpHeader(source, destination, next, later, rest));
  }

  private static boolean isExtension(int protocol) {
    return protocol == HOP_BY_HOP
        || protocol == ROUTING
        || protocol == FRAGMENT
        || protocol == DESTINATION_OPTIONS;
  }
}
