package io.vtepd.tls.stream;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * An OVSDB connection string, ovsdb(7) "Connection Methods".
 *
 * <pre>
 *   active    ssl:HOST[:PORT]     tcp:HOST[:PORT]     unix:FILE
 *   passive   pssl:[PORT][:HOST]  ptcp:[PORT][:HOST]  punix:FILE
 * </pre>
 *
 * <p>An IPv6 address stands in brackets, the default port is {@value #DEFAULT_TCP_PORT}, and a
 * passive port of 0 leaves the choice to the system. Equal targets have one spelling: {@code
 * toString()} always writes the port, IPv6 in its shortest form, names in lower case, and {@code
 * parse(t.toString())} equals {@code t}.
 */
public sealed interface Target {
  /** The port IANA gave to OVSDB, RFC 7047 section 7. */
  int DEFAULT_TCP_PORT = 6640;

  /** Bytes of a Unix socket's path that fit the system's address structure. */
  int UNIX_PATH_LIMIT_BYTES = 107;

  /** A target to dial. */
  sealed interface Active extends Target {}

  /** A target to listen on. */
  sealed interface Passive extends Target {}

  /** Dial with TLS. */
  record Ssl(HostPort remote) implements Active {
    public Ssl {
      requireDialable(remote);
    }

    @Override
    public String toString() {
      return "ssl:" + remote;
    }
  }

  /** Dial in clear text. */
  record Tcp(HostPort remote) implements Active {
    public Tcp {
      requireDialable(remote);
    }

    @Override
    public String toString() {
      return "tcp:" + remote;
    }
  }

  /** Dial a Unix socket. */
  record Unix(String file) implements Active {
    public Unix {
      requireSocketFile(file);
    }

    @Override
    public String toString() {
      return "unix:" + file;
    }
  }

  /** Listen with TLS; an empty host means all addresses. */
  record Pssl(int tcpPort, Optional<String> host) implements Passive {
    public Pssl {
      HostPort.requireTcpPort(tcpPort);
      host = host.map(HostPort::canonicalHost);
    }

    @Override
    public String toString() {
      return "pssl:" + passiveSuffix(tcpPort, host);
    }
  }

  /** Listen in clear text; an empty host means all addresses. */
  record Ptcp(int tcpPort, Optional<String> host) implements Passive {
    public Ptcp {
      HostPort.requireTcpPort(tcpPort);
      host = host.map(HostPort::canonicalHost);
    }

    @Override
    public String toString() {
      return "ptcp:" + passiveSuffix(tcpPort, host);
    }
  }

  /** Listen on a Unix socket. */
  record Punix(String file) implements Passive {
    public Punix {
      requireSocketFile(file);
    }

    @Override
    public String toString() {
      return "punix:" + file;
    }
  }

  /**
   * Reads a connection string.
   *
   * @throws IllegalArgumentException naming the string, what is wrong with it and what is expected
   */
  static Target parse(String text) {
    return TargetParser.parse(text);
  }

  /** As {@link #parse}, and refuses a passive target. */
  static Active parseActive(String text) {
    return switch (parse(text)) {
      case Active active -> active;
      case Passive passive ->
          throw new IllegalArgumentException(
              "target '" + text + "' listens; give one to dial: " + TargetParser.ACTIVE_FORMS);
    };
  }

  /** As {@link #parse}, and refuses an active target. */
  static Passive parsePassive(String text) {
    return switch (parse(text)) {
      case Passive passive -> passive;
      case Active active ->
          throw new IllegalArgumentException(
              "target '" + text + "' dials; give one to listen on: " + TargetParser.PASSIVE_FORMS);
    };
  }

  /** Whether the bytes of this target go through TLS. */
  default boolean isTls() {
    return switch (this) {
      case Ssl ssl -> true;
      case Pssl pssl -> true;
      case Tcp tcp -> false;
      case Ptcp ptcp -> false;
      case Unix unix -> false;
      case Punix punix -> false;
    };
  }

  private static void requireDialable(HostPort remote) {
    Objects.requireNonNull(remote, "remote");
    if (remote.tcpPort() == 0) {
      throw new IllegalArgumentException("port 0 can't be dialled; give 1 to 65535");
    }
  }

  private static void requireSocketFile(String file) {
    int lengthBytes = file.getBytes(StandardCharsets.UTF_8).length;
    if (lengthBytes == 0) {
      throw new IllegalArgumentException("the socket's file name is missing");
    }
    if (lengthBytes > UNIX_PATH_LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "the socket's path has "
              + lengthBytes
              + " bytes; at most "
              + UNIX_PATH_LIMIT_BYTES
              + " work: choose a shorter directory");
    }
    if (file.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("the socket's file name holds a control character");
    }
  }

  private static String passiveSuffix(int tcpPort, Optional<String> host) {
    return tcpPort + host.map(h -> ":" + HostPort.bracketed(h)).orElse("");
  }
}
