package io.vtepd.tls.context;

import io.netty.handler.ssl.SslHandler;
import io.vtepd.tls.pki.KeyMaterial;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private final PeerRules rules;

  /** In RFC names. */
  private final List<String> ciphers;

  TlsContext(
      SSLContext context,
      TlsSettings settings,
      KeyMaterial own,
      List<X509Certificate> authorities,
      PeerRules rules,
      List<String> ciphers) {
    this.context = context;
    this.settings = settings;
    this.own = own;
    this.authorities = List.copyOf(authorities);
    this.rules = rules;
    this.ciphers = List.copyOf(ciphers);
  }

  /** As this one, for a handshake with ourselves over one protocol. */
  TlsContext rehearsal(SSLContext other, String protocol) {
    return new TlsContext(
        other,
        settings.with(List.of(protocol), settings.ciphers()),
        own,
        List.of(own.certificate()),
        rules,
        ciphers);
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

  /** Until when what was read is good, soonest first. */
  public List<Expiry> expiries() {
    List<Expiry> expiries = new ArrayList<>();
    expiries.add(Expiry.of(Expiry.Use.OWN, settings.certificateFile(), certificate()));
    for (X509Certificate authority : authorities) {
      expiries.add(Expiry.of(Expiry.Use.CA, settings.ca().file(), authority));
    }
    for (X509CRL crl : rules.crls()) {
      if (crl.getNextUpdate() != null) {
        Path file = settings.crlFile().orElseThrow();
        expiries.add(
            new Expiry(
                Expiry.Use.CRL,
                file,
                crl.getThisUpdate().toInstant(),
                crl.getNextUpdate().toInstant()));
      }
    }
    expiries.sort(Comparator.comparing(Expiry::at));
    return expiries;
  }

  PeerRules rules() {
    return rules;
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
    parameters.setCipherSuites(CipherNames.offered(ciphers, parameters.getCipherSuites()));
    return parameters;
  }

  private static SslHandler handler(SSLEngine engine, long handshakeTimeoutMs) {
    SslHandler handler = new SslHandler(engine);
    handler.setHandshakeTimeoutMillis(handshakeTimeoutMs);
    return handler;
  }
}
