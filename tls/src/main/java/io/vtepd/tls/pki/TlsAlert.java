package io.vtepd.tls.pki;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * The TLS alert that ended a connection, RFC 8446 section 6.
 *
 * @param fromPeer whether the peer raised it (else we did)
 * @param code the alert's number
 * @param words its name in words, such as "unknown ca"
 * @param detail what our own TLS adds to an alert that it raises, such as "found no selectable
 *     cipher suite"; empty for those of the peer
 */
public record TlsAlert(boolean fromPeer, int code, String words, Optional<String> detail) {
  /** No agreement with the peer; without a detail: TLS 1.2 and no certificate was shown. */
  public static final int HANDSHAKE_FAILURE = AlertDescription.handshake_failure;

  /** A protocol version that the other end does not speak. */
  public static final int PROTOCOL_VERSION = AlertDescription.protocol_version;

  /** TLS 1.3: no certificate was shown. */
  public static final int CERTIFICATE_REQUIRED = AlertDescription.certificate_required;

  private static final Pattern CONNECTION_NAME =
      Pattern.compile("\\[(server|client) #[0-9]+ @[0-9a-f]+\\] ");

  /** Finds the alert among the causes of a failure. */
  public static Optional<TlsAlert> find(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TlsFatalAlert alert) {
        return Optional.of(of(false, alert.getAlertDescription(), detail(alert)));
      }
      if (cause instanceof TlsFatalAlertReceived alert) {
        return Optional.of(of(true, alert.getAlertDescription(), Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> detail(TlsFatalAlert alert) {
    String message = String.valueOf(alert.getMessage());
    int semicolon = message.indexOf("; ");
    return semicolon < 0
        ? Optional.empty()
        : Optional.of(CONNECTION_NAME.matcher(message.substring(semicolon + 2)).replaceAll(""));
  }

  private static TlsAlert of(boolean fromPeer, short code, Optional<String> detail) {
    return new TlsAlert(fromPeer, code, AlertDescription.getName(code).replace('_', ' '), detail);
  }
}
