package io.vtepd.lab.packet;

import java.nio.ByteBuffer;

/** What stands in captured bytes. */
public sealed interface Decoded {

  /** A frame as a station sends it. */
  record Plain(Frame frame, ByteBuffer bytes) implements Decoded {}

  /**
   * A frame in a tunnel.
   *
   * @param source the outer addresses
   * @param inner the tenant's frame
   * @param bytes of the tenant's frame
   */
  record Vxlan(String source, String destination, int vni, Frame inner, ByteBuffer bytes)
      implements Decoded {}

  /**
   * A TCP segment of the underlay: OVSDB, or TLS around it.
   *
   * @param sequence of its first byte, 32 bits
   */
  record Segment(
      String source,
      int sourcePort,
      String destination,
      int destinationPort,
      boolean opens,
      long sequence,
      ByteBuffer payload)
      implements Decoded {}

  /** Cut short, or of no kind that we know. */
  record Unknown() implements Decoded {}
}
