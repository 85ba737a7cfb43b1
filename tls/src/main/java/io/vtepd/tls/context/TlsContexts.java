package io.vtepd.tls.context;

import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.pki.CaBootstrap;
import io.vtepd.tls.pki.Fingerprint;
import io.vtepd.tls.pki.Jsse;
import io.vtepd.tls.pki.KeyMaterial;
import io.vtepd.tls.pki.PemFiles;
import io.vtepd.tls.pki.PkiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the TLS context that new channels get; {@link #reload} changes it for those that come.
 * Sessions that are up keep theirs, but for those of peers that are revoked now: they end. Safe for
 * any thread.
 */
public final class TlsContexts {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

  private final Jsse jsse = new Jsse();
  private final TlsSettings settings;

  /** Held while files are read or the CA file is written; readers never wait for it. */
  private final ReentrantLock loading = new ReentrantLock();

  private final CertifiedSessions sessions = new CertifiedSessions();

  private volatile TlsContext current;

  /** How the files were when they were read last, successfully or not. */
  private volatile Map<Path, FileStamp> stamps = Map.of();

  private TlsContexts(TlsSettings settings, Instant now) throws PkiException {
    this.settings = settings;
    this.current = read(now);
  }

  /**
   * Reads keys and certificates.
   *
   * @param now the time at which they must be valid
   * @throws PkiException if a file is missing, of the wrong kind, expired, or does not match
   */
  public static TlsContexts load(TlsSettings settings, Instant now) throws PkiException {
    return new TlsContexts(settings, now);
  }

  /** The context for a channel that begins now. */
  public TlsContext current() {
    return current;
  }

  /** The files and options that this was made of. */
  public TlsSettings settings() {
    return settings;
  }

  /**
   * Reads the files again. On an error the context in use stays.
   *
   * @param now the time at which they must be valid
   * @return the context that new channels get from now on
   */
  public TlsContext reload(Instant now) throws PkiException {
    loading.lock();
    try {
      current = read(now);
    } finally {
      loading.unlock();
    }
    sessions.endRevoked(current.rules());
    return current;
  }

  /**
   * A peer was let in: its session ends when a later reading revokes it.
   *
   * @param presented what it has shown, its own certificate first
   * @param end ends the session for a reason; any thread
   * @return to be called when the session is over
   */
  public Runnable admitted(List<X509Certificate> presented, Consumer<String> end) {
    Runnable forget = sessions.add(presented, end);
    // Whoever was judged by the reading before a reload is judged by the new one now.
    sessions.endRevoked(current.rules(), presented, end);
    return forget;
  }

  /** Whether the files are others than those that were read last. */
  boolean isStale(Map<Path, FileStamp> now) {
    return !now.equals(stamps);
  }

  /**
   * Runs handshakes in memory with our keys, so the classes are loaded before the first peer comes:
   * OpenDaylight drops a peer whose handshake takes over 400 ms.
   */
  public WarmUp warmUp() throws PkiException {
    KeyMaterial own = current.own();
    SSLContext context =
        jsse.context(own, new WarmUpTrust(jsse.trust(List.of(own.chain().getLast()))));
    List<TlsContext> contexts = new ArrayList<>();
    TlsContext real = current;
    for (String protocol : settings.protocols()) {
      contexts.add(real.rehearsal(context, protocol));
    }
    return WarmUp.run(contexts);
  }

  /**
   * Decides about a dialled connection after its handshake.
   *
   * @param used the context that the connection began with
   * @param session its session
   * @param now the time at which a newly learned CA must be valid
   */
  public Admission admit(TlsContext used, SSLSession session, Instant now) {
    if (!used.isBootstrapping()) {
      return new Admission.Admitted();
    }
    loading.lock();
    try {
      if (current.isBootstrapping()) {
        bootstrap(toLearnFrom(session), now);
      }
      // Else another dial was first: this peer was never checked, so it has to come again.
      return new Admission.DialAgain();
    } catch (PkiException e) {
      return new Admission.Refused(e.getMessage());
    } finally {
      loading.unlock();
    }
  }

  private static List<X509Certificate> toLearnFrom(SSLSession session) throws PkiException {
    try {
      return presented(session);
    } catch (SSLPeerUnverifiedException e) {
      throw new PkiException("the peer presented no certificate to bootstrap the CA from", e);
    }
  }

  private void bootstrap(List<X509Certificate> presented, Instant now) throws PkiException {
    X509Certificate authority = CaBootstrap.authorityIn(presented);
    try {
      current.rules().check(presented);
    } catch (CertificateException e) {
      throw new PkiException("no CA is learned from this peer: " + e.getMessage(), e);
    }
    boolean stored = CaBootstrap.store(settings.ca().file(), authority);
    current = read(now);
    LOG.warn(
        "event={} fingerprint={} file={}",
        stored ? "ca-bootstrapped" : "ca-bootstrapped-elsewhere",
        Fingerprint.of(current.authorities().getFirst()),
        LogValue.of(settings.ca().file().toString()));
  }

  /**
   * The certificates that the peer of a session has shown, its own first.
   *
   * @throws SSLPeerUnverifiedException if it has shown none
   */
  public static List<X509Certificate> presented(SSLSession session)
      throws SSLPeerUnverifiedException {
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : session.getPeerCertificates()) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    if (chain.isEmpty()) {
      throw new SSLPeerUnverifiedException("no X.509 certificate");
    }
    return chain;
  }

  private TlsContext read(Instant now) throws PkiException {
    stamps = FileStamp.of(settings.files());
    List<X509Certificate> authorities =
        switch (settings.ca()) {
          case CaFile.Given given -> PemFiles.readAuthorities(given.file(), now);
          case CaFile.Bootstrap bootstrap ->
              Files.exists(bootstrap.file())
                  ? PemFiles.readAuthorities(bootstrap.file(), now)
                  : List.of();
        };
    PeerRules rules = rules(authorities);
    List<X509Certificate> sent = new ArrayList<>(authorities);
    if (settings.peerCaFile().isPresent()) {
      sent.addAll(PemFiles.readCertificates(settings.peerCaFile().get()));
    }
    KeyMaterial own =
        KeyMaterial.read(settings.privateKeyFile(), settings.certificateFile(), now)
            .completedFrom(sent);
    X509ExtendedTrustManager trust =
        authorities.isEmpty()
            ? new BootstrapTrust()
            : new PeerTrust(jsse.trust(trusted(authorities, rules)), rules);
    SSLContext context = jsse.context(own, trust);
    return new TlsContext(context, settings, own, authorities, rules, ciphers(context));
  }

  private PeerRules rules(List<X509Certificate> authorities) throws PkiException {
    List<X509CRL> crls =
        settings.crlFile().isPresent()
            ? PemFiles.readCrls(settings.crlFile().get(), authorities)
            : List.of();
    return new PeerRules(crls, settings.peerNames());
  }

  /** An authority below another that has revoked it signs nobody any more. */
  private List<X509Certificate> trusted(List<X509Certificate> authorities, PeerRules rules)
      throws PkiException {
    List<X509Certificate> trusted =
        authorities.stream().filter(each -> !rules.isRevoked(each)).toList();
    if (trusted.isEmpty()) {
      throw new PkiException(
          settings.ca().file() + ": all its certificates are revoked; give another CA file");
    }
    return trusted;
  }

  private List<String> ciphers(SSLContext context) throws PkiException {
    String[] known = context.getSupportedSSLParameters().getCipherSuites();
    try {
      return CipherNames.resolve(settings.ciphers(), Set.copyOf(Arrays.asList(known)));
    } catch (IllegalArgumentException e) {
      throw new PkiException(e.getMessage(), e);
    }
  }
}
