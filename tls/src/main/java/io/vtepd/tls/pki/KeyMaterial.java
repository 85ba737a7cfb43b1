package io.vtepd.tls.pki;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A private key with the certificates that speak for it.
 *
 * @param key the private key; never printed
 * @param chain the key's certificate first, then its issuers as far as they are known
 */
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {
  /** Copies the chain, which has at least one certificate. */
  public KeyMaterial {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a key needs its certificate");
    }
  }

  /**
   * Reads a key and its certificate file, which may hold issuers and the CA as well.
   *
   * @param now the time at which the certificate must be valid
   * @throws PkiException if one can't be read, they don't belong together, or it is not valid now
   */
  public static KeyMaterial read(Path keyFile, Path certificateFile, Instant now)
      throws PkiException {
    PrivateKey key = PemFiles.readPrivateKey(keyFile);
    List<X509Certificate> certificates = PemFiles.readCertificates(certificateFile);
    X509Certificate own = certificates.getFirst();
    if (!belongs(key, own.getPublicKey())) {
      throw new PkiException(
          certificateFile
              + ": its first certificate ("
              + Certificates.name(own)
              + ") is not for the private key in "
              + keyFile
              + "; give the pair that was made together, own certificate first");
    }
    Certificates.requireValid(own, certificateFile.toString(), now);
    return new KeyMaterial(key, Certificates.chain(own, certificates));
  }

  /**
   * Adds the issuers that the chain lacks, if they are among these: the peer gets what it needs to
   * build (or to bootstrap) its trust, as it does from an OpenSSL server.
   */
  public KeyMaterial completedFrom(List<X509Certificate> authorities) {
    List<X509Certificate> others = new ArrayList<>(chain);
    others.addAll(authorities);
    return new KeyMaterial(key, Certificates.chain(chain.getFirst(), others));
  }

  /** The certificate that the peer will know us by. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Names the certificate, not the key. */
  @Override
  public String toString() {
    return "KeyMaterial[" + Certificates.name(certificate()) + "]";
  }

  /** Whether a private key is the other half of a public one. */
  static boolean belongs(PrivateKey key, PublicKey certified) {
    String algorithm = KeyKind.signatureAlgorithm(key.getAlgorithm());
    byte[] text = "do they belong together?".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(text);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certified);
      verifier.update(text);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A key of another algorithm or size than the certificate's: the answer is no.
      return false;
    }
  }
}
