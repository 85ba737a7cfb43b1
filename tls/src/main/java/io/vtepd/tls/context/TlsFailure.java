package io.vtepd.tls.context;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vtepd.tls.pki.TlsAlert;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a TLS handshake failed; the label counts it, the words go to the operator. */
public enum TlsFailure {
  /** The peer showed no certificate. */
  NO_CERTIFICATE("no_certificate", "refused peer: it showed no certificate"),
  /** The peer's certificate is not signed by an authority in our CA file. */
  UNKNOWN_CA("unknown_ca", "refused peer: its certificate is not signed by our CA"),
  /** The peer's certificate is out of its dates. */
  EXPIRED("expired", "refused peer: its certificate is not valid at this time"),
  /** The peer's certificate was revoked by our CA. */
  REVOKED("revoked", "refused peer: its certificate is revoked"),
  /** The peer is none of those that {@code --peer-name} lets in. */
  UNKNOWN_PEER("unknown_peer", "refused peer: not one of --peer-name"),
  /** The peer's certificate is bad in another way. */
  BAD_CERTIFICATE("bad_certificate", "refused peer: bad certificate"),
  /** The peer raised an alert. */
  REFUSED_BY_PEER("refused_by_peer", "peer refused us"),
  /** No protocol version in common. */
  PROTOCOL_VERSION("protocol_version", "no protocol version in common"),
  /** What came is not TLS. */
  NOT_TLS("not_tls", "the peer does not speak TLS"),
  /** It took too long. */
  TIMEOUT("timeout", "handshake timed out"),
  /** The connection ended within the handshake. */
  CLOSED("closed", "connection closed within the handshake"),
  /** Anything else. */
  OTHER("other", "handshake failed");

  private final String label;
  private final String words;

  TlsFailure(String label, String words) {
    this.label = label;
    this.words = words;
  }

  /** The value of a metric's {@code cause} label. */
  public String label() {
    return label;
  }

  /** Classifies what a handshake ended with. */
  public static TlsFailure of(Throwable cause) {
    Optional<TlsAlert> alert = TlsAlert.find(cause);
    if (alert.isPresent()) {
      return alert.get().fromPeer() ? REFUSED_BY_PEER : ofOwnAlert(alert.get(), cause);
    }
    if (find(cause, NotSslRecordException.class).isPresent()) {
      return NOT_TLS;
    }
    if (find(cause, SslHandshakeTimeoutException.class).isPresent()) {
      return TIMEOUT;
    }
    boolean closed =
        find(cause, ClosedChannelException.class).isPresent()
            || find(cause, SSLException.class)
                .map(e -> String.valueOf(e.getMessage()).startsWith("Connection closed"))
                .orElse(false);
    return closed ? CLOSED : OTHER;
  }

  /** Classifies why we refuse a peer's certificate. */
  static TlsFailure ofRefusal(CertificateException cause) {
    if (find(cause, CertificateRevokedException.class).isPresent()) {
      return REVOKED;
    }
    return find(cause, UnknownPeerException.class).isPresent() ? UNKNOWN_PEER : BAD_CERTIFICATE;
  }

  /** Says it in words. */
  String describe() {
    return "TLS: " + words;
  }

  /** Says in words what a handshake, or a connection after it, ended with. */
  public static String describe(Throwable cause) {
    TlsFailure failure = of(cause);
    Optional<TlsAlert> alert = TlsAlert.find(cause);
    String detail =
        switch (failure) {
          case REFUSED_BY_PEER, BAD_CERTIFICATE -> alert.map(a -> ": " + a.words()).orElse("");
          case OTHER ->
              ": "
                  + alert
                      .map(a -> a.detail().orElse(a.words()))
                      .orElseGet(() -> rootMessage(cause));
          case NO_CERTIFICATE,
              UNKNOWN_CA,
              EXPIRED,
              REVOKED,
              UNKNOWN_PEER,
              PROTOCOL_VERSION,
              NOT_TLS,
              TIMEOUT,
              CLOSED ->
              "";
        };
    return "TLS: " + failure.words + detail;
  }

  /**
   * As {@link #describe}, of a connection that we dialled. A server always shows its certificate;
   * what looks as if it had not is a server that said goodbye first (close_notify).
   */
  public static String describeDialled(Throwable cause) {
    return of(cause) == NO_CERTIFICATE ? "TLS: " + CLOSED.words : describe(cause);
  }

  private static TlsFailure ofOwnAlert(TlsAlert alert, Throwable cause) {
    boolean silent12 = alert.code() == TlsAlert.HANDSHAKE_FAILURE && alert.detail().isEmpty();
    if (alert.code() == TlsAlert.CERTIFICATE_REQUIRED || silent12) {
      return NO_CERTIFICATE;
    }
    if (alert.code() == TlsAlert.PROTOCOL_VERSION) {
      return PROTOCOL_VERSION;
    }
    if (find(cause, CertificateExpiredException.class).isPresent()
        || find(cause, CertificateNotYetValidException.class).isPresent()) {
      return EXPIRED;
    }
    if (find(cause, CertificateRevokedException.class).isPresent()) {
      return REVOKED;
    }
    if (find(cause, UnknownPeerException.class).isPresent()) {
      return UNKNOWN_PEER;
    }
    if (find(cause, CertPathBuilderException.class).isPresent()) {
      return UNKNOWN_CA;
    }
    return find(cause, CertificateException.class).isPresent() ? BAD_CERTIFICATE : OTHER;
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
    }
    return Optional.empty();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
