package io.vtepd.vtep;

import java.util.Objects;
import java.util.Optional;

/** What a column that should hold an IP address holds. */
public sealed interface IpField {

  /** An address of either family. */
  record Address(IpAddress ip) implements IpField {
    public Address {
      Objects.requireNonNull(ip);
    }

    @Override
    public String text() {
      return ip.toString();
    }
  }

  /** The empty text: no address is known. */
  record Absent() implements IpField {
    @Override
    public String text() {
      return "";
    }
  }

  /** Anything else. */
  record Malformed(String text) implements IpField {
    public Malformed {
      Objects.requireNonNull(text);
    }
  }

  /** The column's text, an address in its canonical form. */
  String text();

  /** The IPv4 address, if that is what it is. */
  default Optional<Ipv4Address> ipv4() {
    return this instanceof Address address && address.ip() instanceof Ipv4Address ipv4
        ? Optional.of(ipv4)
        : Optional.empty();
  }

  /** Sorts out what that text is. */
  static IpField parse(String text) {
    if (text.isEmpty()) {
      return new Absent();
    }
    return IpAddress.parse(text).<IpField>map(Address::new).orElseGet(() -> new Malformed(text));
  }

  /** A column that holds that address. */
  static IpField of(IpAddress ip) {
    return new Address(ip);
  }
}
