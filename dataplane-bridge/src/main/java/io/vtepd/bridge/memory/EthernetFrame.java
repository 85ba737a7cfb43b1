package io.vtepd.bridge.memory;

import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** An Ethernet frame without its checksum. Immutable. */
public final class EthernetFrame {

  private static final int ADDRESSES = 12;
  private static final int TAG = 4;
  private static final int SHORTEST = ADDRESSES + 2;
  private static final int CUSTOMER_TAG = 0x8100;
  private static final int SERVICE_TAG = 0x88a8;
  private static final int VLAN_BITS = 0xfff;

  private final byte[] bytes;

  private EthernetFrame(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The frame of those bytes, from the destination on; empty if it is too short for its headers.
   */
  public static Optional<EthernetFrame> decode(byte[] bytes) {
    EthernetFrame frame = new EthernetFrame(bytes.clone());
    boolean whole = bytes.length >= SHORTEST && (!frame.hasTag() || bytes.length >= SHORTEST + TAG);
    return whole ? Optional.of(frame) : Optional.empty();
  }

  /** An untagged frame. */
  public static EthernetFrame of(
      MacAddress destination, MacAddress source, int etherType, byte[] payload) {
    ByteBuffer bytes = ByteBuffer.allocate(SHORTEST + payload.length);
    putMac(bytes, destination);
    putMac(bytes, source);
    bytes.putShort((short) etherType);
    bytes.put(payload);
    return decode(bytes.array())
        .orElseThrow(() -> new IllegalArgumentException("no room for a tag's VLAN"));
  }

  private static void putMac(ByteBuffer bytes, MacAddress mac) {
    bytes.putShort((short) (mac.bits() >>> 32));
    bytes.putInt((int) mac.bits());
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Its length in bytes. */
  public int size() {
    return bytes.length;
  }

  public MacAddress destination() {
    return macAt(0);
  }

  public MacAddress source() {
    return macAt(6);
  }

  private MacAddress macAt(int at) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new MacAddress(
        (buffer.getShort(at) & 0xffffL) << 32 | buffer.getInt(at + 2) & 0xffff_ffffL);
  }

  /** The type after the addresses: the tag's, if there is one. */
  public int etherType() {
    return ByteBuffer.wrap(bytes).getShort(ADDRESSES) & 0xffff;
  }

  /**
   * The VLAN that the frame is in on a wire: that of its outermost tag. Without a tag, or with one
   * that carries only a priority (VLAN 0), it is untagged (802.1Q section 6.9.1). A service tag is
   * as good as a customer's: Open vSwitch does not tell them apart.
   */
  public VlanId vlan() {
    return hasTag()
        ? new VlanId(ByteBuffer.wrap(bytes).getShort(SHORTEST) & VLAN_BITS)
        : VlanId.UNTAGGED;
  }

  /** Whether a tag of any kind follows the addresses, even one without a VLAN. */
  public boolean hasTag() {
    return etherType() == CUSTOMER_TAG || etherType() == SERVICE_TAG;
  }

  /** This frame without its outermost tag, if it has one. */
  public EthernetFrame withoutVlan() {
    if (!hasTag()) {
      return this;
    }
    byte[] shorter = new byte[bytes.length - TAG];
    System.arraycopy(bytes, 0, shorter, 0, ADDRESSES);
    System.arraycopy(bytes, ADDRESSES + TAG, shorter, ADDRESSES, shorter.length - ADDRESSES);
    return new EthernetFrame(shorter);
  }

  /** This frame with one more customer tag, or as it is for {@link VlanId#UNTAGGED}. */
  public EthernetFrame withVlan(VlanId vlan) {
    if (!vlan.isTagged()) {
      return this;
    }
    ByteBuffer longer = ByteBuffer.allocate(bytes.length + TAG);
    longer.put(bytes, 0, ADDRESSES);
    longer.putShort((short) CUSTOMER_TAG);
    longer.putShort((short) vlan.value());
    longer.put(bytes, ADDRESSES, bytes.length - ADDRESSES);
    return new EthernetFrame(longer.array());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EthernetFrame that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
