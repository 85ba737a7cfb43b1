package io.vtepd.tls.stream;

import io.netty.util.AttributeKey;
import io.vtepd.tls.pki.Certificates;
import io.vtepd.tls.pki.Fingerprint;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** Who is at the other end of a ready channel. */
public sealed interface Peer {
  /** Set on every channel before its ready handler is called. */
  AttributeKey<Peer> ATTRIBUTE = AttributeKey.valueOf(Peer.class, "peer");

  /**
   * A peer that proved its certificate.
   *
   * @param commonName the subject's first CN; text of the peer's choice within what its CA signed
   * @param fingerprint of the certificate
   * @param notAfter when the certificate expires
   * @param address where it came from, {@code HOST:PORT}
   */
  record Certified(
      Optional<String> commonName, Fingerprint fingerprint, Instant notAfter, String address)
      implements Peer {
    /** {@code CN=nsx-1 91:0c..}. */
    @Override
    public String toString() {
      return commonName.map(name -> "CN=" + name + " ").orElse("") + fingerprint.shortText();
    }
  }

  /**
   * A peer on clear text, known by its address alone.
   *
   * @param address {@code HOST:PORT}
   */
  record Addressed(String address) implements Peer {
    @Override
    public String toString() {
      return address;
    }
  }

  /** A process of this machine that may open our Unix socket. */
  record Local() implements Peer {
    @Override
    public String toString() {
      return "unix";
    }
  }

  /** Makes the identity of a peer from its certificate. */
  static Peer certified(X509Certificate certificate, SocketAddress address) {
    return new Certified(
        Certificates.commonName(certificate),
        Fingerprint.of(certificate),
        certificate.getNotAfter().toInstant(),
        addressText(address));
  }

  /** Makes the identity of a peer that shows no certificate. */
  static Peer plain(SocketAddress address) {
    return address instanceof InetSocketAddress ? new Addressed(addressText(address)) : new Local();
  }

  /** {@code HOST:PORT} with IPv6 in brackets, or {@code unix}. */
  static String addressText(SocketAddress address) {
    if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
      return new HostPort(inet.getAddress().getHostAddress(), inet.getPort()).toString();
    }
    return "unix";
  }
}
