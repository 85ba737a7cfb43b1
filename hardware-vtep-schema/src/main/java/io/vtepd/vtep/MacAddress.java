package io.vtepd.vtep;

import java.util.Optional;

/**
 * A 48-bit Ethernet address.
 *
 * @param bits the address in the low 48 bits, first octet highest
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {

  /** ff:ff:ff:ff:ff:ff. */
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

  private static final int OCTETS = 6;
  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("not 48 bits: " + Long.toHexString(bits));
    }
  }

  /**
   * Parses six octets of one or two hex digits in either letter case, separated by colons or by
   * dashes; anything else, blanks included, is empty.
   */
  public static Optional<MacAddress> parse(String text) {
    if (text.length() > 17 || text.length() < 11) {
      return Optional.empty();
    }
    char separator = text.indexOf('-') >= 0 ? '-' : ':';
    long bits = 0;
    int at = 0;
    for (int octet = 0; octet < OCTETS; octet++) {
      int end = octet == OCTETS - 1 ? text.length() : text.indexOf(separator, at);
      int length = end - at;
      if (end < 0 || length < 1 || length > 2) {
        return Optional.empty();
      }
      int value = 0;
      for (; at < end; at++) {
        char c = text.charAt(at);
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
          return Optional.empty();
        }
        value = value << 4 | digit;
      }
      bits = bits << 8 | value;
      at = end + 1;
    }
    return Optional.of(new MacAddress(bits));
  }

  /** Parses an address that must be valid. */
  public static MacAddress of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a MAC: " + text));
  }

  /** Spread over all bits: a network's addresses are often numbered in steps. */
  @Override
  public int hashCode() {
    return Long.hashCode(bits * SPREAD);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MacAddress mac && bits == mac.bits;
  }

  /** Whether this is a group address: multicast or broadcast. */
  public boolean isGroup() {
    return (bits >>> 40 & 1) != 0;
  }

  /** Whether this is 00:00:00:00:00:00, which no station has. */
  public boolean isZero() {
    return bits == 0;
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(bits, other.bits);
  }

  /** Six octets of two lower-case hex digits, separated by colons. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      if (!text.isEmpty()) {
        text.append(':');
      }
      text.append(Character.forDigit((int) (bits >>> shift + 4 & 0xf), 16));
      text.append(Character.forDigit((int) (bits >>> shift & 0xf), 16));
    }
    return text.toString();
  }
}
