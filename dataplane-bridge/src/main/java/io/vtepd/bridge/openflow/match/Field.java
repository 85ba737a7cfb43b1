package io.vtepd.bridge.openflow.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packet and pipeline fields that are understood, in the order in which a match is written (a
 * field's prerequisite comes before it). Many have two names on the wire, OXM and the older NXM:
 * OVS 3.1 writes OXM in matches and set-field, and NXM inside learn; both are read as the same
 * field.
 */
public enum Field {
  IN_PORT("in_port", 32, oxm(0, 4), 0),
  /** {@code in_port} in 16 bits: the form in which OVS lets an action write it. */
  IN_PORT_16("nxm_in_port", 16, 0, nxm0(0, 2)),
  METADATA("metadata", 64, oxm(2, 8), 0),
  TUNNEL_ID("tun_id", 64, oxm(38, 8), nxm1(16, 8)),
  TUNNEL_IPV4_SRC("tun_src", 32, 0, nxm1(31, 4)),
  TUNNEL_IPV4_DST("tun_dst", 32, 0, nxm1(32, 4)),
  PACKET_MARK("pkt_mark", 32, 0, nxm1(33, 4)),
  CT_STATE("ct_state", 32, 0, nxm1(105, 4)),
  CT_ZONE("ct_zone", 16, 0, nxm1(106, 2)),
  CT_MARK("ct_mark", 32, 0, nxm1(107, 4)),
  REG0("reg0", 32, 0, nxm1(0, 4)),
  REG1("reg1", 32, 0, nxm1(1, 4)),
  REG2("reg2", 32, 0, nxm1(2, 4)),
  REG3("reg3", 32, 0, nxm1(3, 4)),
  REG4("reg4", 32, 0, nxm1(4, 4)),
  REG5("reg5", 32, 0, nxm1(5, 4)),
  REG6("reg6", 32, 0, nxm1(6, 4)),
  REG7("reg7", 32, 0, nxm1(7, 4)),
  REG8("reg8", 32, 0, nxm1(8, 4)),
  REG9("reg9", 32, 0, nxm1(9, 4)),
  REG10("reg10", 32, 0, nxm1(10, 4)),
  REG11("reg11", 32, 0, nxm1(11, 4)),
  REG12("reg12", 32, 0, nxm1(12, 4)),
  REG13("reg13", 32, 0, nxm1(13, 4)),
  REG14("reg14", 32, 0, nxm1(14, 4)),
  REG15("reg15", 32, 0, nxm1(15, 4)),
  /**
   * Two registers as one: {@code reg0} is the upper half. In a match it is split into its
   * registers.
   */
  XREG0("xreg0", 64, xreg(0), 0),
  XREG1("xreg1", 64, xreg(1), 0),
  XREG2("xreg2", 64, xreg(2), 0),
  XREG3("xreg3", 64, xreg(3), 0),
  XREG4("xreg4", 64, xreg(4), 0),
  XREG5("xreg5", 64, xreg(5), 0),
  XREG6("xreg6", 64, xreg(6), 0),
  XREG7("xreg7", 64, xreg(7), 0),
  /** Four registers as one: {@code reg0} is the upper quarter. In a match it is split as well. */
  XXREG0("xxreg0", 128, 0, nxm1(111, 16)),
  XXREG1("xxreg1", 128, 0, nxm1(112, 16)),
  XXREG2("xxreg2", 128, 0, nxm1(113, 16)),
  XXREG3("xxreg3", 128, 0, nxm1(114, 16)),
  ETH_DST("eth_dst", 48, oxm(3, 6), nxm0(1, 6)),
  ETH_SRC("eth_src", 48, oxm(4, 6), nxm0(2, 6)),
  ETH_TYPE("eth_type", 16, oxm(5, 2), nxm0(3, 2)),
  /** 12 bits of VLAN id and, above them, {@code 0x1000}: "there is a tag". */
  VLAN_VID("vlan_vid", 13, oxm(6, 2), 0),
  VLAN_PCP("vlan_pcp", 3, oxm(7, 1), 0),
  VLAN_TCI("vlan_tci", 16, 0, nxm0(4, 2)),
  IP_DSCP("ip_dscp", 6, oxm(8, 1), 0),
  IP_TOS("nw_tos", 8, 0, nxm0(5, 1)),
  IP_ECN("nw_ecn", 2, oxm(9, 1), nxm1(28, 1)),
  IP_TTL("nw_ttl", 8, 0, nxm1(29, 1)),
  IP_FRAG("ip_frag", 2, 0, nxm1(26, 1)),
  IP_PROTO("nw_proto", 8, oxm(10, 1), nxm0(6, 1)),
  IPV4_SRC("nw_src", 32, oxm(11, 4), nxm0(7, 4)),
  IPV4_DST("nw_dst", 32, oxm(12, 4), nxm0(8, 4)),
  IPV6_SRC("ipv6_src", 128, oxm(26, 16), nxm1(19, 16)),
  IPV6_DST("ipv6_dst", 128, oxm(27, 16), nxm1(20, 16)),
  IPV6_LABEL("ipv6_label", 20, oxm(28, 4), nxm1(27, 4)),
  TCP_SRC("tcp_src", 16, oxm(13, 2), nxm0(9, 2)),
  TCP_DST("tcp_dst", 16, oxm(14, 2), nxm0(10, 2)),
  TCP_FLAGS("tcp_flags", 12, oxm(42, 2), nxm1(34, 2)),
  UDP_SRC("udp_src", 16, oxm(15, 2), nxm0(11, 2)),
  UDP_DST("udp_dst", 16, oxm(16, 2), nxm0(12, 2)),
  SCTP_SRC("sctp_src", 16, oxm(17, 2), 0),
  SCTP_DST("sctp_dst", 16, oxm(18, 2), 0),
  ICMPV4_TYPE("icmp_type", 8, oxm(19, 1), nxm0(13, 1)),
  ICMPV4_CODE("icmp_code", 8, oxm(20, 1), nxm0(14, 1)),
  ARP_OP("arp_op", 16, oxm(21, 2), nxm0(15, 2)),
  ARP_SPA("arp_spa", 32, oxm(22, 4), nxm0(16, 4)),
  ARP_TPA("arp_tpa", 32, oxm(23, 4), nxm0(17, 4)),
  ARP_SHA("arp_sha", 48, oxm(24, 6), nxm1(17, 6)),
  ARP_THA("arp_tha", 48, oxm(25, 6), nxm1(18, 6)),
  ICMPV6_TYPE("icmpv6_type", 8, oxm(29, 1), nxm1(21, 1)),
  ICMPV6_CODE("icmpv6_code", 8, oxm(30, 1), nxm1(22, 1)),
  ND_TARGET("nd_target", 128, oxm(31, 16), nxm1(23, 16)),
  ND_SLL("nd_sll", 48, oxm(32, 6), nxm1(24, 6)),
  ND_TLL("nd_tll", 48, oxm(33, 6), nxm1(25, 6));

  private static final int MASK_BIT = 0x100;
  private static final int XREG_CLASS = 0x8001;
  private static final int XXREG0_NUMBER = 111;
  private static final Map<Integer, Field> BY_HEADER = byHeader();
  private static final List<Field> REGISTERS =
      Stream.of(values()).filter(field -> field.text.matches("reg[0-9]+")).toList();

  private final String text;
  private final int bits;
  private final int oxm;
  private final int nxm;
  private final int registerCount;

  Field(String text, int bits, int oxm, int nxm) {
    this.text = text;
    this.bits = bits;
    this.oxm = oxm;
    this.nxm = nxm;
    this.registerCount = registersOf(bits, oxm, nxm);
  }

  private static int registersOf(int bits, int oxm, int nxm) {
    if (oxm >>> 16 == XREG_CLASS) {
      return 2;
    }
    boolean wide = bits == 128 && oxm == 0 && nxm >>> 16 == 1;
    return wide && number(nxm) >= XXREG0_NUMBER ? 4 : 1;
  }

  /** The field of a header without its mask bit, or empty for one that is not in this list. */
  public static Optional<Field> ofHeader(int header) {
    return Optional.ofNullable(BY_HEADER.get(header));
  }

  /** The 32-bit register {@code index}, 0 to 15. */
  public static Field register(int index) {
    return REGISTERS.get(index);
  }

  /** The field's width; less than its bytes on the wire for some ({@code vlan_vid} has 13). */
  public int bits() {
    return bits;
  }

  /** Length on the wire, without a mask. */
  public int bytes() {
    return header() & 0x7f;
  }

  /** The name in a match, in set-field and in copy-field: OXM where there is one. */
  public int header() {
    return oxm != 0 ? oxm : nxm;
  }

  /** {@link #header()} with the bit that announces a mask and with the doubled length. */
  public int maskedHeader() {
    return (header() & ~0xff) | MASK_BIT | bytes() * 2;
  }

  /** The name inside learn and in Nicira's older actions: NXM where there is one. */
  public int niciraHeader() {
    return nxm != 0 ? nxm : oxm;
  }

  public Bits exactMask() {
    return Bits.ones(bits);
  }

  /**
   * How many 32-bit registers a match on this field is split into: 1 for most, 2 or 4 for wide
   * ones.
   */
  int registerCount() {
    return registerCount;
  }

  /** The number of the first of those registers. */
  int firstRegister() {
    int number = number(header());
    return registerCount == 2 ? number * 2 : (number - XXREG0_NUMBER) * 4;
  }

  private static int number(int header) {
    return header >>> 9 & 0x7f;
  }

  @Override
  public String toString() {
    return text;
  }

  private static int oxm(int field, int bytes) {
    return 0x8000 << 16 | field << 9 | bytes;
  }

  private static int nxm0(int field, int bytes) {
    return field << 9 | bytes;
  }

  private static int nxm1(int field, int bytes) {
    return 1 << 16 | field << 9 | bytes;
  }

  private static int xreg(int field) {
    return 0x8001 << 16 | field << 9 | 8;
  }

  private static Map<Integer, Field> byHeader() {
    Map<Integer, Field> map = new HashMap<>();
    for (Field field : values()) {
      if (field.oxm != 0) {
        map.put(field.oxm, field);
      }
      if (field.nxm != 0) {
        map.put(field.nxm, field);
      }
    }
    return Map.copyOf(map);
  }
}
