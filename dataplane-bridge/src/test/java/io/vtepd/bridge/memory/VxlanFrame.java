package io.vtepd.bridge.memory;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.Vni;
import java.nio.ByteBuffer;

/** A frame as the underlay carries it: in Ethernet, IPv4, UDP and VXLAN (RFC 7348 section 5). */
final class VxlanFrame {

  private static final int IPV4 = 0x0800;
  private static final int IPV4_BYTES = 20;
  private static final int UDP_BYTES = 8;
  private static final int VXLAN_BYTES = 8;
  private static final byte UDP = 17;
  private static final byte TTL = 64;
  private static final short SOURCE_PORT = (short) 49_152;
  private static final short VXLAN_PORT = 4789;

  private VxlanFrame() {}

  /** The outer frame from {@code source} to an endpoint that has {@code mac}; no UDP checksum. */
  static EthernetFrame around(
      EthernetFrame inner, Vni vni, Ipv4Address source, Ipv4Address destination, MacAddress mac) {
    byte[] carried = inner.toBytes();
    int length = IPV4_BYTES + UDP_BYTES + VXLAN_BYTES + carried.length;
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.putShort((short) 0x4500).putShort((short) length).putInt(0).put(TTL).put(UDP);
    packet.putShort((short) 0).putInt(source.bits()).putInt(destination.bits());
    packet.putShort(10, checksum(packet));
    packet.putShort(SOURCE_PORT).putShort(VXLAN_PORT);
    packet.putShort((short) (length - IPV4_BYTES)).putShort((short) 0);
    packet.putInt(0x0800_0000).putInt(vni.value() << 8).put(carried);
    return EthernetFrame.of(mac, MacAddress.of("02:aa:00:00:00:01"), IPV4, packet.array());
  }

  /** RFC 1071, of the IPv4 header. */
  private static short checksum(ByteBuffer packet) {
    int sum = 0;
    for (int at = 0; at < IPV4_BYTES; at += 2) {
      sum += packet.getShort(at) & 0xffff;
    }
    return (short) ~((sum & 0xffff) + (sum >>> 16));
  }
}
