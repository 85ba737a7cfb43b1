package io.vtepd.tls.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.bouncycastle.tls.crypto.Tls13Verifier;
import org.bouncycastle.tls.crypto.TlsStreamSigner;
import org.bouncycastle.tls.crypto.TlsStreamVerifier;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/**
 * The JDK's cryptography under Bouncy Castle's TLS, with RSA in TLS 1.3.
 *
 * <p>TLS 1.3 signs with RSA-PSS only. Bouncy Castle asks for it by a name of its own provider
 * ({@code SHA256WITHRSAANDMGF1}); the JDK's name is {@code RSASSA-PSS}, with the digest as a
 * parameter. Without this translation RSA certificates, which is what ovs-pki makes, can't be used
 * with TLS 1.3.
 */
final class JdkCrypto extends JcaTlsCryptoProvider {
  private static final String BOUNCY_CASTLE_PSS_SUFFIX = "WITHRSAANDMGF1";
  private static final String JDK_PSS = "RSASSA-PSS";

  @Override
  public JcaTlsCrypto create(SecureRandom keyRandom, SecureRandom nonceRandom) {
    return new Crypto(keyRandom, nonceRandom);
  }

  private static String jdkName(String algorithm) {
    return algorithm.endsWith(BOUNCY_CASTLE_PSS_SUFFIX) ? JDK_PSS : algorithm;
  }

  private static final class Names extends DefaultJcaJceHelper {
    @Override
    public Signature createSignature(String algorithm) throws NoSuchAlgorithmException {
      return super.createSignature(jdkName(algorithm));
    }
  }

  private static final class Crypto extends JcaTlsCrypto {
    Crypto(SecureRandom keyRandom, SecureRandom nonceRandom) {
      super(new Names(), keyRandom, nonceRandom);
    }

    @Override
    protected TlsStreamSigner createStreamSigner(
        JcaJceHelper helper,
        String algorithm,
        AlgorithmParameterSpec parameter,
        PrivateKey key,
        SecureRandom random)
        throws GeneralSecurityException {
      return super.createStreamSigner(helper, jdkName(algorithm), parameter, key, random);
    }

    @Override
    protected TlsStreamVerifier createStreamVerifier(
        String algorithm, AlgorithmParameterSpec parameter, byte[] signature, PublicKey key)
        throws IOException {
      return super.createStreamVerifier(jdkName(algorithm), parameter, signature, key);
    }

    @Override
    protected Tls13Verifier createTls13Verifier(
        String algorithm, AlgorithmParameterSpec parameter, PublicKey key) throws IOException {
      return super.createTls13Verifier(jdkName(algorithm), parameter, key);
    }
  }
}
