package io.vtepd.tls.context;

import io.netty.handler.ssl.SslHandler;
import io.vtepd.tls.pki.KeyMaterial;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * One reading of the TLS files. A channel keeps the context that it began with, so a reload drops
 * no session.
 */
public final class TlsContext {
  private final SSLContext context;
  private final TlsSettings settings;
  private final KeyMaterial own;
  private final List<X509Certificate> authorities;

  TlsContext(
      SSLContext context,
      TlsSettings settings,
      KeyMaterial own,
      List<X509Certificate> authorities) {
    this.context = context;
    this.settings = settings;
    this.own = own;
    this.authorities = List.copyOf(authorities);
  }

  /** The first handler of a channel that was accepted; the peer must show a certificate. */
  public SslHandler serverHandler(long handshakeTimeoutMs) {
    return handler(serverEngine(), handshakeTimeoutMs);
  }

  /** The first handler of a channel that is dialled. */
  public SslHandler clientHandler(long handshakeTimeoutMs) {
    return handler(clientEngine(), handshakeTimeoutMs);
  }

  /** The certificate that peers know us by. */
  public X509Certificate certificate() {
    return own.certificate();
  }

  /** The authorities that peers must be signed by; empty while the CA is yet to be bootstrapped. */
  public List<X509Certificate> authorities() {
    return authorities;
  }

  /** Whether the next dial fetches the CA certificate, and nobody is admitted until then. */
  public boolean isBootstrapping() {
    return authorities.isEmpty();
  }

  KeyMaterial own() {
    return own;
  }

  SSLEngine serverEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = parameters(engine);
    parameters.setNeedClientAuth(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  SSLEngine clientEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = parameters(engine);
    // Certificates of Open vSwitch carry no host name: the CA's signature is the whole identity.
    parameters.setEndpointIdentificationAlgorithm(null);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private SSLParameters parameters(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(settings.protocols().toArray(String[]::new));
    if (!settings.ciphers().isEmpty()) {
      parameters.setCipherSuites(suites(parameters.getCipherSuites()));
    }
    return parameters;
  }

  /** As with OpenSSL, a list without suites of TLS 1.3 says nothing about TLS 1.3. */
  private String[] suites(String[] defaults) {
    List<String> named = settings.ciphers();
    if (named.stream().anyMatch(TlsContext::isTls13)) {
      return named.toArray(String[]::new);
    }
    return Stream.concat(Arrays.stream(defaults).filter(TlsContext::isTls13), named.stream())
        .toArray(String[]::new);
  }

  private static boolean isTls13(String suite) {
    return !suite.contains("_WITH_");
  }

  private static SslHandler handler(SSLEngine engine, long handshakeTimeoutMs) {
    SslHandler handler = new SslHandler(engine);
    handler.setHandshakeTimeoutMillis(handshakeTimeoutMs);
    return handler;
  }
}
