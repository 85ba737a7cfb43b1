package io.vtepd.bridge.desired;

import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.Ipv6Address;
import java.util.List;
import java.util.Optional;

/**
 * Which one of the addresses that a station said it has is its {@code ipaddr}: an IPv4 address
 * before others, a routable one before one of the link, and of equals the newest. Those that no
 * station can have do not count. Pure.
 */
public final class AddressChoice {

  /** Most addresses behind one port that a switch remembers. */
  public static final int PORT_LIMIT = 4_096;

  private static final int LOOPBACK = 127;
  private static final int UNUSABLE = 3;

  private AddressChoice() {}

  /**
   * @param known the oldest first
   */
  public static Optional<IpAddress> best(List<IpAddress> known) {
    Optional<IpAddress> best = Optional.empty();
    int bestRank = UNUSABLE - 1;
    for (IpAddress each : known) {
      int rank = rank(each);
      if (rank <= bestRank) {
        best = Optional.of(each);
        bestRank = rank;
      }
    }
    return best;
  }

  /** The lower, the better. */
  private static int rank(IpAddress ip) {
    return switch (ip) {
      case Ipv4Address ipv4 -> ipv4.isUnicast() && ipv4.bits() >>> 24 != LOOPBACK ? 0 : UNUSABLE;
      case Ipv6Address ipv6 -> rank(ipv6);
    };
  }

  /** ff00::/8 is multicast, fe80::/10 of the link; 0::/64 has no station's address. */
  private static int rank(Ipv6Address ip) {
    if (ip.high() == 0 || ip.high() >>> 56 == 0xff) {
      return UNUSABLE;
    }
    return ip.high() >>> 54 == 0x3fa ? 2 : 1;
  }
}
