package io.vtepd.tls.stream;

import java.util.Optional;

/** Reads connection strings; the grammar is in {@link Target}. */
final class TargetParser {
  static final String ACTIVE_FORMS = "ssl:HOST[:PORT], tcp:HOST[:PORT] or unix:FILE";
  static final String PASSIVE_FORMS = "pssl:[PORT][:HOST], ptcp:[PORT][:HOST] or punix:FILE";

  private TargetParser() {}

  static Target parse(String text) {
    int colon = text.indexOf(':');
    String method = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    try {
      return switch (method) {
        case "ssl" -> new Target.Ssl(active(rest));
        case "tcp" -> new Target.Tcp(active(rest));
        case "unix" -> new Target.Unix(rest);
        case "pssl" -> new Target.Pssl(passivePort(rest), passiveHost(rest));
        case "ptcp" -> new Target.Ptcp(passivePort(rest), passiveHost(rest));
        case "punix" -> new Target.Punix(rest);
        default -> throw new IllegalArgumentException("unknown connection method");
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "target '"
              + text
              + "': "
              + e.getMessage()
              + "; expected "
              + ACTIVE_FORMS
              + " to dial, "
              + PASSIVE_FORMS
              + " to listen",
          e);
    }
  }

  private static HostPort active(String rest) {
    int colon = hostEnd(rest);
    if (colon == 0) {
      throw new IllegalArgumentException("the host is missing");
    }
    String host = unbracket(rest.substring(0, colon));
    return new HostPort(
        host, colon == rest.length() ? Target.DEFAULT_TCP_PORT : port(rest.substring(colon + 1)));
  }

  /** Index of the colon after the host, or the length when no port follows. */
  private static int hostEnd(String rest) {
    int from = 0;
    if (rest.startsWith("[")) {
      from = rest.indexOf(']') + 1;
      if (from == 0) {
        throw new IllegalArgumentException("the ']' after the IPv6 address is missing");
      }
      if (from < rest.length() && rest.charAt(from) != ':') {
        throw new IllegalArgumentException("only ':' and a port may follow the ']'");
      }
    }
    int colon = rest.indexOf(':', from);
    if (colon >= 0 && rest.indexOf(':', colon + 1) >= 0) {
      throw new IllegalArgumentException("more than one ':': put an IPv6 address in brackets");
    }
    return colon < 0 ? rest.length() : colon;
  }

  private static int passivePort(String rest) {
    int colon = rest.indexOf(':');
    String digits = colon < 0 ? rest : rest.substring(0, colon);
    return digits.isEmpty() ? Target.DEFAULT_TCP_PORT : port(digits);
  }

  private static Optional<String> passiveHost(String rest) {
    int colon = rest.indexOf(':');
    if (colon < 0 || colon == rest.length() - 1) {
      return Optional.empty();
    }
    String host = rest.substring(colon + 1);
    if (hostEnd(host) != host.length()) {
      throw new IllegalArgumentException(
          "the port comes first, then the host; put an IPv6 address in brackets");
    }
    return Optional.of(unbracket(host));
  }

  private static String unbracket(String host) {
    if (!host.startsWith("[")) {
      return host;
    }
    String inner = host.substring(1, host.length() - 1);
    if (inner.indexOf(':') < 0) {
      throw new IllegalArgumentException("only an IPv6 address stands in brackets");
    }
    return inner;
  }

  private static int port(String digits) {
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("port '" + digits + "' is not a number up to 65535");
    }
    return Integer.parseInt(digits);
  }
}
