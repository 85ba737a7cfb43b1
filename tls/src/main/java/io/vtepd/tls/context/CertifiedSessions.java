package io.vtepd.tls.context;

import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.pki.Fingerprint;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is connected by which certificates, to be cut off when these are revoked. For any thread. */
final class CertifiedSessions {
  private static final Logger LOG = LoggerFactory.getLogger(CertifiedSessions.class);

  private final Set<Session> open = ConcurrentHashMap.newKeySet();

  /** Told apart by identity: a peer may have many sessions. */
  private static final class Session {
    private final List<X509Certificate> presented;
    private final Consumer<String> end;

    Session(List<X509Certificate> presented, Consumer<String> end) {
      this.presented = List.copyOf(presented);
      this.end = end;
    }
  }

  /** Remembers a session until what is returned is run. */
  Runnable add(List<X509Certificate> presented, Consumer<String> end) {
    Session session = new Session(presented, end);
    open.add(session);
    return () -> open.remove(session);
  }

  /** Ends the sessions that these rules would not let in. */
  void endRevoked(PeerRules rules) {
    open.forEach(session -> endRevoked(rules, session.presented, session.end));
  }

  /** Ends a session that these rules would not let in. */
  void endRevoked(PeerRules rules, List<X509Certificate> presented, Consumer<String> end) {
    try {
      rules.check(presented);
    } catch (CertificateException e) {
      TlsFailure failure = TlsFailure.ofRefusal(e);
      LOG.warn(
          "event=session-cut peer={} reason={}",
          Fingerprint.of(presented.getFirst()),
          LogValue.of(failure.label()));
      end.accept(failure.describe());
    }
  }
}
