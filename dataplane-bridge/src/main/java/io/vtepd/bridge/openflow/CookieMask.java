package io.vtepd.bridge.openflow;

/**
 * Which cookies a dump, modify or delete is about: those equal to {@code value} in the bits of
 * {@code mask}.
 */
public record CookieMask(long value, long mask) {

  public static final CookieMask ANY = new CookieMask(0, 0);

  public CookieMask {
    value &= mask;
  }

  public static CookieMask exact(Cookie cookie) {
    return new CookieMask(cookie.value(), -1L);
  }

  public boolean matches(Cookie cookie) {
    return (cookie.value() & mask) == value;
  }

  @Override
  public String toString() {
    return "0x" + Long.toHexString(value) + "/0x" + Long.toHexString(mask);
  }
}
