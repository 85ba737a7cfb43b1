package io.vtepd.bridge.capture;

import io.vtepd.bridge.capture.PacketCursor.Truncated;
import io.vtepd.vtep.MacAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A tenant's frame in words. */
final class InnerSummary {

  private static final int LLDP = 0x88cc;
  private static final int FIRST_ETHER_TYPE = 0x600;

  private InnerSummary() {}

  static String of(ByteBuffer frame) {
    StringBuilder text = new StringBuilder();
    try {
      EthernetHeader header = EthernetHeader.read(new PacketCursor(frame));
      text.append(header.source()).append(" > ").append(header.destination()).append(' ');
      for (int vlan : header.vlans()) {
        text.append("vlan ").append(vlan).append(' ');
      }
      text.append(payload(header));
    } catch (Truncated cut) {
      text.append("[truncated]");
    }
    return text.toString();
  }

  private static String payload(EthernetHeader header) throws Truncated {
    return switch (header.type()) {
      case EthernetHeader.ARP -> arp(header.payload());
      case EthernetHeader.IPV4, EthernetHeader.IPV6 -> ip(header);
      case LLDP -> "LLDP";
      default ->
          header.type() < FIRST_ETHER_TYPE
              ? "802.3 length " + header.type()
              : String.format("ethertype 0x%04x", header.type());
    };
  }

  private static String arp(PacketCursor in) throws Truncated {
    in.skip(6);
    int operation = in.u16();
    MacAddress senderMac = in.mac();
    IpAddress sender = in.ipv4();
    in.skip(6);
    IpAddress target = in.ipv4();
    return switch (operation) {
      case 1 -> "ARP who has " + target + " tell " + sender;
      case 2 -> "ARP " + sender + " is at " + senderMac;
      default -> "ARP operation " + operation + " of " + sender;
    };
  }

  private static String ip(EthernetHeader header) throws Truncated {
    Optional<IpHeader> found = IpHeader.read(header);
    if (found.isEmpty()) {
      return "IP with a broken header";
    }
    IpHeader ip = found.get();
    String ends = ip.source() + " > " + ip.destination();
    if (ip.isLaterFragment()) {
      return "IP fragment " + ends + " protocol " + ip.protocol();
    }
    try {
      return switch (ip.protocol()) {
        case IpHeader.ICMP -> IcmpSummary.v4(ip.payload(), ends);
        case IpHeader.ICMPV6 -> IcmpSummary.v6(ip.payload(), ip);
        case IpHeader.TCP -> tcp(ip);
        case IpHeader.UDP -> udp(ip);
        default -> "IP " + ends + " protocol " + ip.protocol();
      };
    } catch (Truncated cut) {
      return "IP " + ends + " protocol " + ip.protocol() + " [truncated]";
    }
  }

  private static String udp(IpHeader ip) throws Truncated {
    PacketCursor in = ip.payload();
    int source = in.u16();
    int destination = in.u16();
    int length = in.u16();
    return "UDP " + ends(ip, source, destination) + " length " + Math.max(0, length - 8);
  }

  private static String tcp(IpHeader ip) throws Truncated {
    PacketCursor in = ip.payload();
    int segment = in.remaining();
    int source = in.u16();
    int destination = in.u16();
    in.skip(8);
    int headerLength = (in.u8() >>> 4) * 4;
    int flags = in.u8();
    int length = Math.max(0, segment - headerLength);
    return "TCP " + ends(ip, source, destination) + " " + flags(flags) + " length " + length;
  }

  private static String ends(IpHeader ip, int source, int destination) {
    return ip.source().withPort(source) + " > " + ip.destination().withPort(destination);
  }

  private static String flags(int flags) {
    String[] names = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < names.length; i++) {
      if ((flags >>> i & 1) != 0) {
        text.append(text.length() > 1 ? "," : "").append(names[i]);
      }
    }
    return text.append(']').toString();
  }
}
