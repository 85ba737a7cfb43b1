package io.vtepd.bridge.capture;

import io.vtepd.bridge.capture.PacketCursor.Truncated;
import io.vtepd.vtep.MacAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An Ethernet header with its VLAN tags.
 *
 * @param vlans tags from the outside in, 12 bits each
 * @param type EtherType after the tags, or a length when less than 0x600
 */
record EthernetHeader(
    MacAddress destination,
    MacAddress source,
    List<Integer> vlans,
    int type,
    PacketCursor payload) {

  static final int IPV4 = 0x0800;
  static final int ARP = 0x0806;
  static final int IPV6 = 0x86dd;

  private static final int DOT1Q = 0x8100;
  private static final int DOT1AD = 0x88a8;
  private static final int TAG_LIMIT = 4;

  EthernetHeader {
    vlans = List.copyOf(vlans);
  }

  static EthernetHeader read(PacketCursor in) throws Truncated {
    MacAddress destination = in.mac();
    MacAddress source = in.mac();
    int type = in.u16();
    List<Integer> vlans = new ArrayList<>();
    while ((type == DOT1Q || type == DOT1AD) && vlans.size() < TAG_LIMIT) {
      vlans.add(in.u16() & 0xfff);
      type = in.u16();
    }
    return new EthernetHeader(destination, source, vlans, type, in.rest(Integer.MAX_VALUE));
  }
}
