package io.vtepd.tls.context;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trust of a handshake with ourselves: runs the real check to load its classes and does not mind
 * the answer, for our own CA and the peers' CA are often two. Never meets a peer.
 */
final class WarmUpTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager real;

  WarmUpTrust(X509ExtendedTrustManager real) {
    this.real = real;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    run(() -> real.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    run(() -> real.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    run(() -> real.checkServerTrusted(chain, authType));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    run(() -> real.checkClientTrusted(chain, authType, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
    run(() -> real.checkClientTrusted(chain, authType, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    run(() -> real.checkClientTrusted(chain, authType));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return real.getAcceptedIssuers();
  }

  /** The signature that both checks share. */
  private interface Check {
    void run() throws CertificateException;
  }

  private static void run(Check check) {
    try {
      check.run();
    } catch (CertificateException e) {
      // The answer does not matter here, the classes are loaded.
      return;
    }
  }
}
