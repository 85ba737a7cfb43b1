package io.vtepd.bridge.memory;

import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.Ipv6Address;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The address that the sender of a frame says it has: by ARP (RFC 826), or by a neighbour
 * solicitation or advertisement (RFC 4861). Probes for an address that nobody has yet (RFC 5227,
 * RFC 4862) say nothing. What is broken is as good here as Open vSwitch takes it for. Pure.
 */
final class AddressSnoop {

  private static final int HEADER = 14;
  private static final int ARP = 0x0806;
  private static final int ARP_BYTES = 28;
  private static final long ARP_ETHERNET_IPV4 = 0x0001_0800_0604L;
  private static final int ARP_SENDER = HEADER + 14;
  private static final int IPV6 = 0x86dd;
  private static final int IPV6_BYTES = 40;
  private static final int ICMPV6 = 58;
  private static final int SOLICITATION = 135;
  private static final int ADVERTISEMENT = 136;
  private static final int ND_BYTES = 24;
  private static final int ND_TARGET = 8;

  /** Open vSwitch takes a packet with more for a broken one. */
  private static final int MOST_PADDING = 255;

  /** RFC 4861 section 7.1: with another one it may come from beyond a router. */
  private static final int HOP_LIMIT = 255;

  private AddressSnoop() {}

  /**
   * @param frame without a tag
   */
  static Optional<IpAddress> sender(EthernetFrame frame) {
    ByteBuffer bytes = ByteBuffer.wrap(frame.toBytes());
    return switch (frame.etherType()) {
      case ARP -> ofArp(bytes);
      case IPV6 -> ofNeighbour(bytes);
      default -> Optional.empty();
    };
  }

  private static Optional<IpAddress> ofArp(ByteBuffer bytes) {
    if (bytes.limit() < HEADER + ARP_BYTES
        || bytes.getLong(HEADER) >>> 16 != ARP_ETHERNET_IPV4
        || bytes.getInt(ARP_SENDER) == 0) {
      return Optional.empty();
    }
    return Optional.of(new Ipv4Address(bytes.getInt(ARP_SENDER)));
  }

  private static Optional<IpAddress> ofNeighbour(ByteBuffer bytes) {
    int icmp = HEADER + IPV6_BYTES;
    if (bytes.limit() < icmp + ND_BYTES
        || !isWhole(bytes)
        || bytes.get(HEADER + 6) != ICMPV6
        || (bytes.get(HEADER + 7) & 0xff) != HOP_LIMIT
        || bytes.get(icmp + 1) != 0) {
      return Optional.empty();
    }
    return switch (bytes.get(icmp) & 0xff) {
      case SOLICITATION -> ipv6(bytes, HEADER + 8);
      case ADVERTISEMENT -> ipv6(bytes, icmp + ND_TARGET);
      default -> Optional.empty();
    };
  }

  /** Whether the packet is as long as it says, but for a little padding. */
  private static boolean isWhole(ByteBuffer bytes) {
    int payload = bytes.getShort(HEADER + 4) & 0xffff;
    int padding = bytes.limit() - HEADER - IPV6_BYTES - payload;
    return payload >= ND_BYTES && padding >= 0 && padding <= MOST_PADDING;
  }

  private static Optional<IpAddress> ipv6(ByteBuffer bytes, int at) {
    Ipv6Address address = new Ipv6Address(bytes.getLong(at), bytes.getLong(at + 8));
    return address.high() == 0 && address.low() == 0 ? Optional.empty() : Optional.of(address);
  }
}
