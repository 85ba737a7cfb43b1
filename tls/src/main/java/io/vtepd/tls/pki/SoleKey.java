package io.vtepd.tls.pki;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Offers our one certificate whichever authorities the peer names.
 *
 * <p>Java's managers keep a certificate back when its issuer is not in the peer's list; OpenSSL
 * (and so every Open vSwitch) shows it and lets the peer judge. Lists are often incomplete: an
 * intermediate CA that only the peer's store knows, or a CA that it has yet to bootstrap.
 */
final class SoleKey extends X509ExtendedKeyManager {
  private final X509ExtendedKeyManager keys;

  SoleKey(X509ExtendedKeyManager keys) {
    this.keys = keys;
  }

  // In this interface null means "any issuer" when it goes in and "no key" when it comes out.

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return keys.chooseEngineClientAlias(keyTypes, null, engine);
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return keys.chooseEngineServerAlias(keyType, null, engine);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return keys.getClientAliases(keyType, null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return keys.getServerAliases(keyType, null);
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return keys.chooseClientAlias(keyTypes, null, socket);
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return keys.chooseServerAlias(keyType, null, socket);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return keys.getPrivateKey(alias);
  }
}
