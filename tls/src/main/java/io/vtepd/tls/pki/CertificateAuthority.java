package io.vtepd.tls.pki;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A small certificate authority: one self-signed root that signs end certificates which serve both
 * ends of a connection.
 *
 * @param own the authority's key and certificate
 */
public record CertificateAuthority(KeyMaterial own) {

  /** Checks that the certificate may sign others. */
  public CertificateAuthority {
    if (!Certificates.isAuthority(own.certificate())) {
      throw new IllegalArgumentException(
          Certificates.name(own.certificate()) + " is not a CA certificate");
    }
  }

  /** Makes a new root, valid from now on. */
  public static CertificateAuthority create(
      String commonName, KeyKind kind, Instant now, Duration validity) throws PkiException {
    return create(Names.of(commonName), kind, now, validity);
  }

  static CertificateAuthority create(X500Name name, KeyKind kind, Instant now, Duration validity)
      throws PkiException {
    KeyPair pair = kind.generate();
    X509Certificate certificate =
        Issuance.sign(
            new Issuance.Issuer(name, pair.getPublic(), pair.getPrivate()),
            new Issuance.Subject(name, pair.getPublic(), Optional.empty(), true),
            Issuance.randomSerial(),
            now,
            validity);
    return new CertificateAuthority(new KeyMaterial(pair.getPrivate(), List.of(certificate)));
  }

  /** Makes a key and signs its certificate; the chain holds this CA's certificate as well. */
  public KeyMaterial issue(String commonName, KeyKind kind, Instant now, Duration validity)
      throws PkiException {
    KeyPair pair = kind.generate();
    X509Certificate issued =
        Issuance.sign(
            Issuance.Issuer.of(own),
            new Issuance.Subject(Names.of(commonName), pair.getPublic(), Optional.empty(), false),
            Issuance.randomSerial(),
            now,
            validity);
    return new KeyMaterial(pair.getPrivate(), List.of(issued, certificate()));
  }

  /** Signs what a request asks for; of its extensions the further names alone. */
  X509Certificate sign(
      CertificateRequest request, BigInteger serial, Instant now, Duration validity)
      throws PkiException {
    Duration left = Duration.between(now, certificate().getNotAfter().toInstant());
    return Issuance.sign(
        Issuance.Issuer.of(own),
        request.subject(),
        serial,
        now,
        // Nobody trusts it any longer than the CA.
        validity.compareTo(left) < 0 ? validity : left);
  }

  /** The certificate that peers put into their CA file. */
  public X509Certificate certificate() {
    return own.certificate();
  }
}
