package io.vtepd.vtep;

import java.util.Objects;

/** What a MAC column of the four MAC tables holds: controllers write more than addresses there. */
public sealed interface MacField {

  /** The text that stands for every destination that has no row of its own (vtep(5)). */
  String UNKNOWN_DST = "unknown-dst";

  /** An address. */
  record Address(MacAddress mac) implements MacField {
    public Address {
      Objects.requireNonNull(mac);
    }

    @Override
    public String text() {
      return mac.toString();
    }
  }

  /** {@code unknown-dst}. */
  record UnknownDst() implements MacField {
    @Override
    public String text() {
      return UNKNOWN_DST;
    }
  }

  /** Neither: such as "0a:00:00:00:00:01 10.0.0.1", which one release of OVN wrote. */
  record Malformed(String text) implements MacField {
    public Malformed {
      Objects.requireNonNull(text);
    }
  }

  /** The column's text, an address in its canonical form. */
  String text();

  /** Sorts out what that text is. */
  static MacField parse(String text) {
    if (text.equals(UNKNOWN_DST)) {
      return new UnknownDst();
    }
    return MacAddress.parse(text).<MacField>map(Address::new).orElseGet(() -> new Malformed(text));
  }

  /** A column that holds that address. */
  static MacField of(MacAddress mac) {
    return new Address(mac);
  }
}
