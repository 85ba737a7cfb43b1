package io.vtepd.vtep;

import java.util.Optional;

/**
 * An IPv4 address.
 *
 * @param bits the address, first octet highest
 */
public record Ipv4Address(int bits) implements IpAddress, Comparable<Ipv4Address> {

  private static final int OCTETS = 4;

  /**
   * Parses four decimal octets; a leading zero is refused, since some programs read octal there.
   */
  public static Optional<Ipv4Address> parse(String text) {
    int bits = 0;
    int at = 0;
    for (int octet = 0; octet < OCTETS; octet++) {
      int end = octet == OCTETS - 1 ? text.length() : text.indexOf('.', at);
      if (end < 0) {
        return Optional.empty();
      }
      int value = octet(text, at, end);
      if (value < 0) {
        return Optional.empty();
      }
      bits = bits << 8 | value;
      at = end + 1;
    }
    return Optional.of(new Ipv4Address(bits));
  }

  /** Parses an address that must be valid. */
  public static Ipv4Address of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not IPv4: " + text));
  }

  /** The decimal number from {@code at} to {@code end}, negative if it is no octet. */
  private static int octet(String text, int at, int end) {
    int length = end - at;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(at) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value > 255 ? -1 : value;
  }

  /** Whether a station can have this address: not 0.0.0.0/8, not multicast, not 240.0.0.0/4. */
  public boolean isUnicast() {
    int first = bits >>> 24;
    return first != 0 && first < 224;
  }

  /** In the order of the addresses as unsigned numbers. */
  @Override
  public int compareTo(Ipv4Address other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }
}
