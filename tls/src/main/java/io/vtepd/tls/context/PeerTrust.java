package io.vtepd.tls.context;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts whom the CA has signed, but for those that our rules refuse. */
final class PeerTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager signed;
  private final PeerRules rules;

  PeerTrust(X509ExtendedTrustManager signed, PeerRules rules) {
    this.signed = signed;
    this.rules = rules;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    signed.checkClientTrusted(chain, authType, engine);
    rules.check(List.of(chain));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    signed.checkClientTrusted(chain, authType, socket);
    rules.check(List.of(chain));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    signed.checkClientTrusted(chain, authType);
    rules.check(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    signed.checkServerTrusted(chain, authType, engine);
    rules.check(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    signed.checkServerTrusted(chain, authType, socket);
    rules.check(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    signed.checkServerTrusted(chain, authType);
    rules.check(List.of(chain));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return signed.getAcceptedIssuers();
  }
}
