package io.vtepd.tls.stream;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A host and a TCP port of a {@link Target}.
 *
 * @param host an IPv4 or IPv6 address or a DNS name, in canonical form and without brackets
 * @param tcpPort 0 to 65535; 0 only where the system may choose
 */
public record HostPort(String host, int tcpPort) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
              + "(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\\.?");
  private static final Pattern NUMBERS_ONLY = Pattern.compile("(.*\\.)?[0-9]+\\.?");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9._@-]{1,15}");

  /** Brings the host into canonical form; throws {@link IllegalArgumentException} if it is none. */
  public HostPort {
    Objects.requireNonNull(host, "host");
    host = canonicalHost(host);
    requireTcpPort(tcpPort);
  }

  static void requireTcpPort(int tcpPort) {
    if (tcpPort < 0 || tcpPort > 65535) {
      throw new IllegalArgumentException("port " + tcpPort + " is not within 0 to 65535");
    }
  }

  /**
   * Checks a host and spells it in the one way that equal hosts share: lower case, IPv6 shortest.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static String canonicalHost(String host) {
    if (host.indexOf(':') >= 0) {
      return canonicalIpv6(host);
    }
    if (NetUtil.isValidIpV4Address(host)) {
      return host;
    }
    String lower = host.toLowerCase(Locale.ROOT);
    if (NUMBERS_ONLY.matcher(lower).matches()) {
      throw new IllegalArgumentException("host '" + host + "' is not an IPv4 address");
    }
    if (!NAME.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "host '" + host + "' is neither an IP address nor a DNS name");
    }
    return lower;
  }

  private static String canonicalIpv6(String host) {
    int percent = host.indexOf('%');
    String address = percent < 0 ? host : host.substring(0, percent);
    String zone = percent < 0 ? "" : host.substring(percent + 1);
    byte[] bytes =
        NetUtil.isValidIpV6Address(address) && address.indexOf('[') < 0
            ? NetUtil.createByteArrayFromIpAddressString(address)
            : null;
    if (bytes == null || bytes.length != 16) {
      throw new IllegalArgumentException("host '" + host + "' is not an IPv6 address");
    }
    if (percent >= 0 && !ZONE.matcher(zone).matches()) {
      throw new IllegalArgumentException("zone '" + zone + "' is not an interface name");
    }
    try {
      String shortest = NetUtil.toAddressString(Inet6Address.getByAddress(null, bytes, -1));
      return percent < 0 ? shortest : shortest + "%" + zone;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host '" + host + "' is not an IPv6 address", e);
    }
  }

  /** The host as it stands in a connection string: IPv6 in brackets. */
  static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** {@code HOST:PORT}, IPv6 in brackets. */
  @Override
  public String toString() {
    return bracketed(host) + ":" + tcpPort;
  }
}
