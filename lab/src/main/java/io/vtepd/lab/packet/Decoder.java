package io.vtepd.lab.packet;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.StringJoiner;

/** Reads Ethernet frames and what is in them. */
public final class Decoder {

  private static final int IPV4 = 0x0800;
  private static final int ARP = 0x0806;
  private static final int RARP = 0x8035;
  private static final int VLAN = 0x8100;
  private static final int IPV6 = 0x86dd;
  private static final int LLDP = 0x88cc;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int VXLAN_PORT = 4789;
  private static final int VXLAN_HEADER_BYTES = 8;
  private static final int VNI_IS_VALID = 0x08;

  private Decoder() {}

  /** A frame at a guest: nothing in it is ours. */
  public static Decoded station(ByteBuffer bytes) {
    try {
      return new Decoded.Plain(frame(bytes.slice()), bytes.slice());
    } catch (BufferUnderflowException cut) {
      return new Decoded.Unknown();
    }
  }

  /** A frame of the underlay: VXLAN, or TCP between a controller and a VTEP. */
  public static Decoded underlay(ByteBuffer bytes) {
    try {
      ByteBuffer in = bytes.slice();
      in.position(12);
      if ((in.getShort() & 0xffff) != IPV4) {
        return new Decoded.Unknown();
      }
      int start = in.position();
      int headerLength = (in.get(start) & 0xf) * 4;
      int totalLength = in.getShort(start + 2) & 0xffff;
      int protocol = in.get(start + 9) & 0xff;
      String source = v4(in, start + 12);
      String destination = v4(in, start + 16);
      int end = Math.min(in.limit(), start + totalLength);
      in.position(start + headerLength).limit(end);
      return switch (protocol) {
        case UDP -> vxlan(in, source, destination);
        case TCP -> segment(in, source, destination);
        default -> new Decoded.Unknown();
      };
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException cut) {
      return new Decoded.Unknown();
    }
  }

  private static Decoded vxlan(ByteBuffer in, String source, String destination) {
    in.getShort();
    int port = in.getShort() & 0xffff;
    in.getInt();
    if (port != VXLAN_PORT || in.remaining() < VXLAN_HEADER_BYTES) {
      return new Decoded.Unknown();
    }
    boolean valid = (in.get() & VNI_IS_VALID) != 0;
    in.position(in.position() + 3);
    int vni = in.getInt() >>> 8;
    ByteBuffer inner = in.slice();
    return valid
        ? new Decoded.Vxlan(source, destination, vni, frame(inner.duplicate()), inner)
        : new Decoded.Unknown();
  }

  private static Decoded segment(ByteBuffer in, String source, String destination) {
    int start = in.position();
    int sourcePort = in.getShort() & 0xffff;
    int destinationPort = in.getShort() & 0xffff;
    long sequence = in.getInt() & 0xffff_ffffL;
    int headerLength = (in.get(start + 12) >>> 4 & 0xf) * 4;
    boolean opens = (in.get(start + 13) & 2) != 0;
    in.position(start + headerLength);
    return new Decoded.Segment(
        source, sourcePort, destination, destinationPort, opens, sequence, in.slice());
  }

  /** The frame in words; one that is cut short is told as far as it goes. */
  static Frame frame(ByteBuffer in) {
    String destination = mac(in);
    String source = mac(in);
    int type = in.getShort() & 0xffff;
    StringJoiner tags = new StringJoiner(" ", " ", "").setEmptyValue("");
    while (type == VLAN) {
      tags.add("vlan " + (in.getShort() & 0xfff));
      type = in.getShort() & 0xffff;
    }
    Words words;
    try {
      words =
          switch (type) {
            case ARP, RARP -> arp(in);
            case IPV4, IPV6 -> IpWords.read(in);
            case LLDP -> new Words("LLDP");
            default -> new Words("ethertype 0x" + HexFormat.of().toHexDigits((short) type));
          };
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException cut) {
      words = new Words("cut short");
    }
    return new Frame(source, destination, words.label() + tags, words.kind() + tags);
  }

  private static Words arp(ByteBuffer in) {
    in.position(in.position() + 6);
    int operation = in.getShort();
    String mac = mac(in);
    String sender = v4(in, in.position());
    in.position(in.position() + 10);
    String target = v4(in, in.position());
    return switch (operation) {
      case 1 -> new Words(sender.equals(target) ? "ARP I am " + sender : "ARP who has " + target);
      case 2 -> new Words("ARP " + sender + " is at " + mac);
      case 3 -> new Words("RARP " + mac);
      default -> new Words("ARP operation " + operation);
    };
  }

  private static String mac(ByteBuffer in) {
    byte[] bytes = new byte[6];
    in.get(bytes);
    return HexFormat.ofDelimiter(":").formatHex(bytes);
  }

  static String v4(ByteBuffer in, int at) {
    return (in.get(at) & 0xff)
        + "."
        + (in.get(at + 1) & 0xff)
        + "."
        + (in.get(at + 2) & 0xff)
        + "."
        + (in.get(at + 3) & 0xff);
  }
}
