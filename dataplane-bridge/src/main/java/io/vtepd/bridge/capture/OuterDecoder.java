package io.vtepd.bridge.capture;

import io.vtepd.bridge.capture.PacketCursor.Truncated;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Ethernet, 802.1Q, IPv4 or IPv6, UDP and VXLAN, from the outside in. */
final class OuterDecoder {

  private static final int VNI_IS_VALID = 0x08;

  private final int udpPort;

  /** For VXLAN on the given destination port. */
  OuterDecoder(int udpPort) {
    this.udpPort = udpPort;
  }

  /** Empty for a frame that is no whole VXLAN header on our port. */
  Optional<VxlanPacket> decode(ByteBuffer frame) {
    try {
      EthernetHeader ethernet = EthernetHeader.read(new PacketCursor(frame));
      Optional<IpHeader> ip = IpHeader.read(ethernet);
      if (ip.isEmpty() || ip.get().protocol() != IpHeader.UDP || ip.get().isLaterFragment()) {
        return Optional.empty();
      }
      PacketCursor udp = ip.get().payload();
      udp.skip(2);
      int port = udp.u16();
      int length = udp.u16();
      udp.skip(2);
      return port == udpPort ? vxlan(ip.get(), udp.rest(length - 8)) : Optional.empty();
    } catch (Truncated tooShort) {
      return Optional.empty();
    }
  }

  private static Optional<VxlanPacket> vxlan(IpHeader ip, PacketCursor in) throws Truncated {
    int flags = in.u8();
    in.skip(3);
    int vni = (int) (in.u32() >>> 8);
    if ((flags & VNI_IS_VALID) == 0) {
      return Optional.empty();
    }
    return Optional.of(new VxlanPacket(ip.source(), ip.destination(), vni, in.rest()));
  }
}
