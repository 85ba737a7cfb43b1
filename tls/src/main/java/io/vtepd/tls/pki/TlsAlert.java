package io.vtepd.tls.pki;

import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * The TLS alert that ended a connection, RFC 8446 section 6.
 *
 * @param fromPeer whether the peer raised it (else we did)
 * @param code the alert's number
 * @param words its name in words, such as "unknown ca"
 */
public record TlsAlert(boolean fromPeer, int code, String words) {
  /** The peer of TLS 1.2 did not agree, which includes showing no certificate. */
  public static final int HANDSHAKE_FAILURE = AlertDescription.handshake_failure;

  /** A protocol version that the other end does not speak. */
  public static final int PROTOCOL_VERSION = AlertDescription.protocol_version;

  /** TLS 1.3: no certificate was shown. */
  public static final int CERTIFICATE_REQUIRED = AlertDescription.certificate_required;

  /** Finds the alert among the causes of a failure. */
  public static Optional<TlsAlert> find(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TlsFatalAlert alert) {
        return Optional.of(of(false, alert.getAlertDescription()));
      }
      if (cause instanceof TlsFatalAlertReceived alert) {
        return Optional.of(of(true, alert.getAlertDescription()));
      }
    }
    return Optional.empty();
  }

  private static TlsAlert of(boolean fromPeer, short code) {
    return new TlsAlert(fromPeer, code, AlertDescription.getName(code).replace('_', ' '));
  }
}
