package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.CookieMask;
import java.util.Optional;

/** How the appliance knows its own flows: 16 bits of magic, 16 bits of kind, 32 bits of payload. */
public final class PipelineCookie {

  /** All flows of the appliance. */
  public static final CookieMask OURS = new CookieMask(0x7674L << 48, 0xffffL << 48);

  /** The flows whose counters are the statistics of bindings; others would be read in vain. */
  public static final CookieMask COUNTED =
      new CookieMask(of(Kind.COUNTED).value(), 0xffff_ffffL << 32);

  private PipelineCookie() {}

  /** What a flow is for. */
  enum Kind {
    FIXED(0),
    TUNNEL(1),
    INGRESS(2),
    BINDING(3),
    LEARNED(4),
    UNICAST(5),
    MULTICAST(6),
    FLOOD(7),
    /** The way into a binding, or out: what these flows count are its statistics. */
    COUNTED(8),
    /** Which addresses stations behind a port say they have; the tag of its VLAN 0. */
    ADDRESS(9);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  static Cookie of(Kind kind) {
    return of(kind, 0);
  }

  static Cookie of(Kind kind, int payload) {
    return new Cookie(OURS.value() | (long) kind.code << 32 | Integer.toUnsignedLong(payload));
  }

  /** Of every flow that was learned at that binding. */
  public static Cookie learnedAt(BindingTag binding) {
    return of(Kind.LEARNED, binding.bits());
  }

  static Optional<Integer> payload(Cookie cookie, Kind kind) {
    return cookie.value() >>> 32 == of(kind).value() >>> 32
        ? Optional.of((int) cookie.value())
        : Optional.empty();
  }
}
