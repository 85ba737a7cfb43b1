package io.vtepd.tls.pki;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * A name or address that a certificate holds beside its subject (subjectAltName, RFC 5280 section
 * 4.2.1.6).
 *
 * @param kind what it is
 * @param value the host's name, or an IPv4 or IPv6 address
 */
public record AlternativeName(Kind kind, String value) {
  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9*_]([A-Za-z0-9_-]{0,62}\\.?)*");

  /** What stands in such a name. */
  public enum Kind {
    /** A host's name. */
    DNS,
    /** An address. */
    IP
  }

  /** Checks the value's syntax. */
  public AlternativeName {
    switch (kind) {
      case DNS -> {
        if (!HOST.matcher(value).matches()) {
          throw new IllegalArgumentException("'" + value + "' is no host name");
        }
      }
      case IP -> {
        // Java also reads addresses of fewer numbers, as the C library does.
        if (!value.contains(":") && !value.matches("[0-9]+([.][0-9]+){3}")) {
          throw new IllegalArgumentException("'" + value + "' is no IP address");
        }
        InetAddress.ofLiteral(value);
      }
    }
  }

  /**
   * Reads {@code DNS:gw.example.com}, {@code IP:192.0.2.1}, or one of those names alone.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static AlternativeName parse(String text) {
    for (Kind kind : Kind.values()) {
      if (text.startsWith(kind + ":")) {
        return new AlternativeName(kind, text.substring(kind.toString().length() + 1));
      }
    }
    boolean address = text.contains(":") || text.matches("[0-9.]+");
    return new AlternativeName(address ? Kind.IP : Kind.DNS, text);
  }

  static GeneralNames all(List<AlternativeName> names) {
    return new GeneralNames(
        names.stream().map(AlternativeName::general).toArray(GeneralName[]::new));
  }

  private GeneralName general() {
    return switch (kind) {
      case DNS -> new GeneralName(GeneralName.dNSName, value);
      case IP -> new GeneralName(GeneralName.iPAddress, value);
    };
  }

  /** {@code DNS:gw}. */
  @Override
  public String toString() {
    return kind + ":" + value;
  }
}
