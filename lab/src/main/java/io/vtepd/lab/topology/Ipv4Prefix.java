package io.vtepd.lab.topology;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 address with the length of its network: 10.0.0.1/8.
 *
 * @param bits the address as an unsigned 32-bit number
 * @param length network bits, 0 to 30 (a network holds a host and its gateway)
 */
public record Ipv4Prefix(int bits, int length) {

  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  public Ipv4Prefix {
    if (length < 0 || length > 30) {
      throw new IllegalArgumentException("prefix length " + length + " is not 0 to 30");
    }
  }

  /** Reads ADDRESS/LENGTH. */
  public static Optional<Ipv4Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,2}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return length > 30
        ? Optional.empty()
        : address(text.substring(0, slash)).map(bits -> new Ipv4Prefix(bits, length));
  }

  /** What is wrong with a text that {@link #parse} refuses, and what to write instead. */
  public static String fault(String text) {
    Optional<Integer> bare = address(text);
    if (bare.isPresent()) {
      int first = bare.get() >>> 24;
      int usual = first < 128 ? 8 : first < 192 ? 16 : 24;
      return "\"" + text + "\" lacks its prefix length. Write " + text + "/" + usual + ".";
    }
    return "\"" + text + "\" is no IPv4 address. Write one such as 10.0.0.1/8.";
  }

  /** Whether a text is an address without a prefix length. */
  public static boolean isAddress(String text) {
    return address(text).isPresent();
  }

  /**
   * Where an address is in this network, counted from the network's own one; nothing if it is no
   * address or that of another network, or the network's own or its broadcast address.
   */
  OptionalLong indexOf(String address) {
    Optional<Integer> other = address(address);
    if (other.isEmpty() || (other.get() & mask()) != (bits & mask())) {
      return OptionalLong.empty();
    }
    long index = Integer.toUnsignedLong(other.get() & ~mask());
    boolean isHost = index != 0 && index != Integer.toUnsignedLong(~mask());
    return isHost ? OptionalLong.of(index) : OptionalLong.empty();
  }

  private static Optional<Integer> address(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int bits = 0;
    for (int group = 1; group <= 4; group++) {
      int octet = Integer.parseInt(matcher.group(group));
      if (octet > 255) {
        return Optional.empty();
      }
      bits = bits << 8 | octet;
    }
    return Optional.of(bits);
  }

  /** The address without its length: 10.0.0.1. */
  public String address() {
    return dotted(bits);
  }

  /** The prefix length as a mask: 255.0.0.0. */
  public String netmask() {
    return dotted(mask());
  }

  /** The network that the address is in: 10.0.0.0/8. */
  public String network() {
    return dotted(bits & mask()) + "/" + length;
  }

  /**
   * The address that the router takes here: the network's first, or its second if that is taken.
   */
  public Ipv4Prefix gateway() {
    int first = (bits & mask()) + 1;
    return new Ipv4Prefix(first == bits ? first + 1 : first, length);
  }

  private int mask() {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  private static String dotted(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  @Override
  public String toString() {
    return address() + "/" + length;
  }
}
