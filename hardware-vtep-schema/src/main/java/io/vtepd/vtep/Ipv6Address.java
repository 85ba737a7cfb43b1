package io.vtepd.vtep;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv6 address without a zone.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Ipv6Address(long high, long low) implements IpAddress {

  private static final int GROUPS = 8;
  private static final int LONGEST_TEXT = 45;
  private static final long MAPPED_IPV4 = 0xffff_0000_0000L;

  /** Parses the forms of RFC 4291 section 2.2; zones and brackets are refused. */
  public static Optional<Ipv6Address> parse(String text) {
    if (text.length() > LONGEST_TEXT || text.indexOf(':') < 0 || !isPlain(text)) {
      return Optional.empty();
    }
    try {
      InetAddress literal = InetAddress.ofLiteral(text);
      ByteBuffer bytes = ByteBuffer.wrap(literal.getAddress());
      return Optional.of(
          literal instanceof Inet4Address
              ? new Ipv6Address(0, MAPPED_IPV4 | Integer.toUnsignedLong(bytes.getInt()))
              : new Ipv6Address(bytes.getLong(), bytes.getLong()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // This is how the parser says that it is no address.
    }
  }

  private static boolean isPlain(String text) {
    return text.chars()
        .allMatch(c -> c == ':' || c == '.' || (c < 128 && Character.digit(c, 16) >= 0));
  }

  private int group(int index) {
    long half = index < GROUPS / 2 ? high : low;
    return (int) (half >>> 48 - 16 * (index % 4) & 0xffff);
  }

  /** The form of RFC 5952, without its exception for embedded IPv4. */
  @Override
  public String toString() {
    int longestStart = -1;
    int longest = 1;
    for (int start = 0; start < GROUPS; start++) {
      int end = start;
      while (end < GROUPS && group(end) == 0) {
        end++;
      }
      if (end - start > longest) {
        longest = end - start;
        longestStart = start;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == longestStart) {
        text.append("::");
        i += longest - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }
}
