package io.vtepd.tls.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/**
 * The TLS implementation: Bouncy Castle's protocol over the JDK's cryptography. The provider is
 * used by reference and never registered, so nothing else in the process changes.
 */
public final class Jsse {
  private static final String PKIX = "PKIX";
  private static final String OWN_ALIAS = "own";

  /** Sessions are not resumed, so none is worth keeping. */
  private static final int SESSION_CACHE_LIMIT = 1;

  private static final int SESSION_TIMEOUT_SECONDS = 1;

  private final BouncyCastleJsseProvider provider;
  private final ProviderLog log;

  /** Makes the provider; its log goes to SLF4J at debug level. */
  public Jsse() {
    log = ProviderLog.install();
    provider = new BouncyCastleJsseProvider(false, new JdkCrypto());
  }

  /**
   * Makes a context.
   *
   * @param own what we show to peers
   * @param trust who peers must be
   */
  public SSLContext context(KeyMaterial own, X509ExtendedTrustManager trust) throws PkiException {
    try {
      SSLContext context = SSLContext.getInstance("TLS", provider);
      context.init(
          new KeyManager[] {keyManager(own)}, new TrustManager[] {trust}, new SecureRandom());
      context.getServerSessionContext().setSessionCacheSize(SESSION_CACHE_LIMIT);
      context.getServerSessionContext().setSessionTimeout(SESSION_TIMEOUT_SECONDS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new PkiException("can't set up TLS with " + own + ": " + e.getMessage(), e);
    }
  }

  /** Trusts peers whose certificates lead to one of the authorities. */
  public X509ExtendedTrustManager trust(List<X509Certificate> authorities) throws PkiException {
    try {
      Set<TrustAnchor> anchors =
          authorities.stream()
              .map(authority -> new TrustAnchor(authority, null))
              .collect(Collectors.toUnmodifiableSet());
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
      parameters.setRevocationEnabled(false);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(authorities)));
      TrustManagerFactory factory = TrustManagerFactory.getInstance(PKIX, provider);
      factory.init(new CertPathTrustManagerParameters(parameters));
      return first(factory.getTrustManagers(), X509ExtendedTrustManager.class);
    } catch (GeneralSecurityException e) {
      throw new PkiException("can't trust the CA certificates: " + e.getMessage(), e);
    }
  }

  /** Bouncy Castle's own manager: Netty's default one can't serve EC keys to it. */
  private KeyManager keyManager(KeyMaterial own) throws GeneralSecurityException {
    char[] password = new char[0];
    // Of the JDK's kinds the one that costs no key derivation; it never leaves the memory.
    KeyStore store = KeyStore.getInstance("JKS");
    try {
      store.load(null, password);
    } catch (IOException e) {
      throw new GeneralSecurityException("an empty key store can't fail to load", e);
    }
    store.setKeyEntry(OWN_ALIAS, own.key(), password, own.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance(PKIX, provider);
    factory.init(store, password);
    return new SoleKey(first(factory.getKeyManagers(), X509ExtendedKeyManager.class));
  }

  private static <T> T first(Object[] managers, Class<T> kind) throws GeneralSecurityException {
    for (Object manager : managers) {
      if (kind.isInstance(manager)) {
        return kind.cast(manager);
      }
    }
    throw new GeneralSecurityException("the provider offers no " + kind.getSimpleName());
  }

  /** Names the provider and its version. */
  @Override
  public String toString() {
    return provider.getName() + " " + provider.getVersionStr() + " logging to " + log;
  }
}
