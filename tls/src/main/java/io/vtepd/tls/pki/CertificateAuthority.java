package io.vtepd.tls.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A small certificate authority, as much as a lab and the tests need: one self-signed root that
 * signs end certificates which serve both ends of a connection.
 *
 * @param own the authority's key and certificate
 */
public record CertificateAuthority(KeyMaterial own) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 127;

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
    try {
      KeyPair pair = kind.generate(RANDOM);
      X500Name name = name(commonName);
      X509Certificate certificate =
          sign(
              name,
              name,
              pair.getPublic(),
              pair.getPrivate(),
              pair.getPublic(),
              true,
              now,
              validity);
      return new CertificateAuthority(new KeyMaterial(pair.getPrivate(), List.of(certificate)));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new PkiException("can't make the CA " + commonName + ": " + e.getMessage(), e);
    }
  }

  /** Makes a key and signs its certificate; the chain holds this CA's certificate as well. */
  public KeyMaterial issue(String commonName, KeyKind kind, Instant now, Duration validity)
      throws PkiException {
    try {
      KeyPair pair = kind.generate(RANDOM);
      X500Name issuer = X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
      X509Certificate issued =
          sign(
              issuer,
              name(commonName),
              pair.getPublic(),
              own.key(),
              certificate().getPublicKey(),
              false,
              now,
              validity);
      return new KeyMaterial(pair.getPrivate(), List.of(issued, certificate()));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new PkiException(
          "can't issue a certificate to " + commonName + ": " + e.getMessage(), e);
    }
  }

  /** The certificate that peers put into their CA file. */
  public X509Certificate certificate() {
    return own.certificate();
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  private static X509Certificate sign(
      X500Name issuer,
      X500Name subject,
      PublicKey subjectKey,
      PrivateKey issuerKey,
      PublicKey issuerPublicKey,
      boolean authority,
      Instant now,
      Duration validity)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
            Date.from(now),
            Date.from(now.plus(validity)),
            subject,
            subjectKey);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(
            authority
                ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                : KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subjectKey));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(issuerPublicKey));
    var signer =
        new JcaContentSignerBuilder(KeyKind.signatureAlgorithm(issuerKey.getAlgorithm()))
            .build(issuerKey);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }
}
