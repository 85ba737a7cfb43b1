package io.vtepd.bridge.capture;

import io.vtepd.bridge.capture.PacketCursor.Truncated;
import io.vtepd.vtep.MacAddress;
import java.util.Optional;

/** ICMP and ICMPv6 in words. */
final class IcmpSummary {

  private static final int TARGET_LINK_LAYER_OPTION = 2;

  private IcmpSummary() {}

  static String v4(PacketCursor in, String ends) throws Truncated {
    int type = in.u8();
    int code = in.u8();
    in.skip(2);
    return switch (type) {
      case 0 -> echo("ICMP echo reply ", in, ends);
      case 8 -> echo("ICMP echo request ", in, ends);
      case 3 -> "ICMP unreachable " + ends + " code " + code;
      case 11 -> "ICMP time exceeded " + ends;
      default -> "ICMP " + ends + " type " + type + " code " + code;
    };
  }

  static String v6(PacketCursor in, IpHeader ip) throws Truncated {
    String ends = ip.source() + " > " + ip.destination();
    int type = in.u8();
    int code = in.u8();
    in.skip(2);
    return switch (type) {
      case 128 -> echo("ICMPv6 echo request ", in, ends);
      case 129 -> echo("ICMPv6 echo reply ", in, ends);
      case 133 -> "ICMPv6 router solicitation " + ends;
      case 134 -> "ICMPv6 router advertisement " + ends;
      case 135 -> {
        in.skip(4);
        yield "ICMPv6 who has " + in.ipv6() + " tell " + ip.source();
      }
      case 136 -> {
        in.skip(4);
        IpAddress target = in.ipv6();
        Optional<MacAddress> mac = targetMac(in);
        yield "ICMPv6 " + target + " is at " + mac.map(MacAddress::toString).orElse("?");
      }
      default -> "ICMPv6 " + ends + " type " + type + " code " + code;
    };
  }

  private static String echo(String what, PacketCursor in, String ends) throws Truncated {
    return what + ends + " id " + in.u16() + " seq " + in.u16();
  }

  /** The first option, when it is the target's link-layer address; all that is sent in practice. */
  private static Optional<MacAddress> targetMac(PacketCursor in) throws Truncated {
    if (in.remaining() < 8 || in.u8() != TARGET_LINK_LAYER_OPTION) {
      return Optional.empty();
    }
    in.skip(1);
    return Optional.of(in.mac());
  }
}
