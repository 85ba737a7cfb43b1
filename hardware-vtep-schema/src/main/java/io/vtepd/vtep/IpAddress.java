package io.vtepd.vtep;

import java.util.Optional;

/** An IP address of either family; {@code toString} is its canonical text. */
public sealed interface IpAddress permits Ipv4Address, Ipv6Address {

  /** Parses the text of an address, never a host name; anything else is empty. */
  static Optional<IpAddress> parse(String text) {
    return text.indexOf(':') >= 0
        ? Ipv6Address.parse(text).map(ip -> ip)
        : Ipv4Address.parse(text).map(ip -> ip);
  }
}
