package io.vtepd.bridge.capture;

import io.vtepd.vtep.Vni;
import java.nio.ByteBuffer;

/**
 * A VXLAN packet (RFC 7348, 5).
 *
 * @param vni the 24 bits, 0 too
 * @param inner the tenant's Ethernet frame
 */
record VxlanPacket(IpAddress source, IpAddress destination, int vni, ByteBuffer inner) {

  VxlanPacket {
    inner = inner.asReadOnlyBuffer();
  }

  boolean isIn(Vni network) {
    return vni == network.value();
  }
}
