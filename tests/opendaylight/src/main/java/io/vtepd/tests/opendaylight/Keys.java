package io.vtepd.tests.opendaylight;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.opendaylight.aaa.cert.api.ICertificateManager;

/** What the library asks of OpenDaylight's key stores, out of one PKCS #12 file for all. */
final class Keys implements ICertificateManager {

  private final KeyStore store;
  private final char[] password;

  Keys(Path file, String password) throws Exception {
    this.password = password.toCharArray();
    this.store = KeyStore.getInstance(file.toFile(), this.password);
  }

  @Override
  public SSLContext getServerContext() {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, password);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public KeyStore getODLKeyStore() {
    return store;
  }

  @Override
  public KeyStore getTrustKeyStore() {
    return store;
  }

  /** None of its own: the library then takes the context's. */
  @Override
  public String[] getCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getTlsProtocols() {
    return new String[] {"TLSv1.2", "TLSv1.3"};
  }

  @Override
  public String getCertificateTrustStore(String storePassword, String alias, boolean withTag) {
    return text(alias);
  }

  @Override
  public String getODLKeyStoreCertificate(String storePassword, boolean withTag) {
    try {
      return text(Collections.list(store.aliases()).getFirst());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(String alias) {
    try {
      Certificate certificate = store.getCertificate(alias);
      return certificate.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String genODLKeyStoreCertificateReq(String storePassword, boolean withTag) {
    throw new UnsupportedOperationException("these keys have been signed");
  }

  @Override
  public boolean importSslDataKeystores(
      String keyStoreName,
      String keyStorePassword,
      String trustStoreName,
      String trustStorePassword,
      String keystoreTrustPassword,
      String[] cipherSuites,
      String tlsProtocols) {
    return false;
  }

  @Override
  public void exportSslDataKeystores() {
    throw new UnsupportedOperationException("these keys stay where they are");
  }
}
