package io.vtepd.bridge.capture;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Frames in annotated hex. */
final class SamplePackets {

  static final String BROADCAST = "ffffffffffff 020000000001";
  static final String UNICAST = "020000000002 020000000001";

  static final String ARP_REQUEST =
      BROADCAST
          + """
           0806 0001 0800 06 04 0001     # ARP request
          020000000001 0a000001          # sender
          000000000000 0a000002          # target
          """;

  static final String ARP_REPLY =
      UNICAST
          + """
           0806 0001 0800 06 04 0002
          020000000001 0a000001 020000000002 0a000002
          """;

  static final String ECHO_REQUEST =
      UNICAST
          + """
           0800
          45 00 0020 0000 4000 40 01 0000 0a000001 0a000002    # IPv4, 32 bytes, ICMP
          08 00 0000 0001 0003 00000000                        # echo request, id 1, seq 3
          """;

  static final String TCP_SYN =
      UNICAST
          + """
           8100 0005 0800                                      # VLAN 5
          45 00 0028 0000 4000 40 06 0000 0a000001 0a000002
          c000 0050 00000001 00000000 50 02 ffff 0000 0000     # 49152 > 80, SYN
          """;

  static final String UDP =
      UNICAST
          + """
           0800
          45 00 001e 0000 4000 40 11 0000 0a000001 0a000002
          0044 0043 000a 0000 0102                             # 68 > 67, 2 bytes
          """;

  static final String NEIGHBOUR_SOLICITATION =
      "3333ff000002 020000000001"
          + """
           86dd
          60000000 0018 3a ff                                  # IPv6, 24 bytes, ICMPv6
          fe800000000000000000000000000001
          ff0200000000000000000001ff000002
          87 00 0000 00000000 fe800000000000000000000000000002
          """;

  static final String NEIGHBOUR_ADVERTISEMENT =
      UNICAST
          + """
           86dd
          60000000 0020 3a ff
          fe800000000000000000000000000002
          fe800000000000000000000000000001
          88 00 0000 60000000 fe800000000000000000000000000002
          02 01 020000000002                                   # target link-layer address
          """;

  static final String IPV6_UDP_BEHIND_OPTIONS =
      UNICAST
          + """
           86dd
          60000000 0010 00 40
          20010db8000000000000000000000001
          20010db8000000000000000000000002
          11 00 000000000000                                   # hop-by-hop, then UDP
          1234 0035 0008 0000
          """;

  private SamplePackets() {}

  static List<String> all() {
    return List.of(
        ARP_REQUEST,
        ARP_REPLY,
        ECHO_REQUEST,
        TCP_SYN,
        UDP,
        NEIGHBOUR_SOLICITATION,
        NEIGHBOUR_ADVERTISEMENT,
        IPV6_UDP_BEHIND_OPTIONS);
  }

  static byte[] bytes(String annotated) {
    return HexFormat.of().parseHex(annotated.replaceAll("#.*", "").replaceAll("\\s", ""));
  }

  /** VXLAN's 8 bytes and the inner frame. */
  static byte[] vxlan(int vni, byte[] inner) {
    return ByteBuffer.allocate(8 + inner.length)
        .putInt(0x08000000)
        .putInt(vni << 8)
        .put(inner)
        .array();
  }

  /** Ethernet, IPv4 192.0.2.1 to 192.0.2.2, UDP 50000 to {@code port}, payload. */
  static byte[] outer(int port, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + 20 + 8 + payload.length);
    frame.put(bytes("0a0000000002 0a0000000001 0800"));
    frame.putShort((short) 0x4500).putShort((short) (28 + payload.length)).putInt(0x00004000);
    frame.putInt(0x40110000).putInt(0xc0000201).putInt(0xc0000202);
    frame.putShort((short) 50000).putShort((short) port);
    frame.putShort((short) (8 + payload.length)).putShort((short) 0);
    return frame.put(payload).array();
  }
}
