package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.vtep.VlanId;
import java.util.Optional;

/**
 * A binding as a packet carries it in a register: {@code ofport << 12 | vlan}.
 *
 * @param bits 28 of them
 */
public record BindingTag(int bits) implements Comparable<BindingTag> {

  /** What the register of a packet's source holds when it came from a tunnel. */
  public static final int FROM_TUNNEL = -1;

  /** Of the port's number in {@link #bits}. */
  static final int PORT_MASK = 0xffff_f000;

  private static final int VLAN_BITS = 12;
  private static final int LIMIT = 1 << 28;

  public BindingTag {
    if (bits < 0 || bits >= LIMIT) {
      throw new IllegalArgumentException("not a binding: 0x" + Integer.toHexString(bits));
    }
  }

  public static BindingTag of(Ofport port, VlanId vlan) {
    return new BindingTag(port.toShort() << VLAN_BITS | vlan.value());
  }

  /** The number of its port. */
  Ofport port() {
    return Ofport.fromShort(bits >>> VLAN_BITS);
  }

  VlanId vlan() {
    return new VlanId(bits & ~PORT_MASK);
  }

  /** What such a register says; empty if that is no binding. */
  static Optional<BindingTag> ofRegister(long value) {
    return value >= 0 && value < LIMIT
        ? Optional.of(new BindingTag((int) value))
        : Optional.empty();
  }

  /** The binding that learned flows of that cookie lead to. */
  public static Optional<BindingTag> ofLearned(Cookie cookie) {
    return of(cookie, PipelineCookie.Kind.LEARNED);
  }

  /** The binding whose statistics flows of that cookie count. */
  public static Optional<BindingTag> ofCounted(Cookie cookie) {
    return of(cookie, PipelineCookie.Kind.COUNTED);
  }

  /** The port at which addresses of that cookie were seen. */
  static Optional<BindingTag> ofAddress(Cookie cookie) {
    return of(cookie, PipelineCookie.Kind.ADDRESS);
  }

  /** The binding of the same port for frames without a tag, whether there is one or not. */
  BindingTag untagged() {
    return new BindingTag(bits & PORT_MASK);
  }

  private static Optional<BindingTag> of(Cookie cookie, PipelineCookie.Kind kind) {
    return PipelineCookie.payload(cookie, kind).flatMap(bits -> ofRegister(bits));
  }

  @Override
  public int compareTo(BindingTag other) {
    return Integer.compare(bits, other.bits);
  }
}
