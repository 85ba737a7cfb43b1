package io.vtepd.lab.packet;

import java.nio.ByteBuffer;

/** The DHCP message of a datagram (RFC 2131, RFC 2132 9.6). */
final class DhcpWords {

  private static final int OPTIONS_AT = 240;
  private static final int YOUR_ADDRESS_AT = 16;
  private static final int MESSAGE_TYPE = 53;
  private static final int END = 255;

  private DhcpWords() {}

  static String read(ByteBuffer in, int start) {
    String yours = Decoder.v4(in, start + YOUR_ADDRESS_AT);
    int at = start + OPTIONS_AT;
    while (at + 2 < in.limit() && (in.get(at) & 0xff) != END) {
      if (in.get(at) == 0) {
        at++;
      } else if ((in.get(at) & 0xff) == MESSAGE_TYPE) {
        return switch (in.get(at + 2)) {
          case 1 -> "DHCP discover";
          case 2 -> "DHCP offer " + yours;
          case 3 -> "DHCP request";
          case 4 -> "DHCP decline";
          case 5 -> "DHCP ack " + yours;
          case 6 -> "DHCP nak";
          case 7 -> "DHCP release";
          default -> "DHCP inform";
        };
      } else {
        at += 2 + (in.get(at + 1) & 0xff);
      }
    }
    return "BOOTP";
  }
}
