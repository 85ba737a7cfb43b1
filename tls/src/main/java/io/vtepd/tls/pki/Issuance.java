package io.vtepd.tls.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates. */
final class Issuance {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 127;

  private Issuance() {}

  /**
   * Who a certificate speaks of.
   *
   * @param alternatives further names
   * @param authority whether it may sign others
   */
  record Subject(
      X500Name name, PublicKey key, Optional<GeneralNames> alternatives, boolean authority) {}

  /** Who signs. */
  record Issuer(X500Name name, PublicKey publicKey, PrivateKey key) {
    static Issuer of(KeyMaterial own) {
      X509Certificate certificate = own.certificate();
      return new Issuer(
          X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
          certificate.getPublicKey(),
          own.key());
    }
  }

  /** A number that no other certificate has, RFC 5280 section 4.1.2.2. */
  static BigInteger randomSerial() {
    return new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE);
  }

  /** Makes a certificate that is valid from now on. */
  static X509Certificate sign(
      Issuer issuer, Subject subject, BigInteger serial, Instant now, Duration validity)
      throws PkiException {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer.name(),
              serial,
              Date.from(now),
              Date.from(now.plus(validity)),
              subject.name(),
              subject.key());
      addExtensions(builder, issuer, subject);
      var signer =
          new JcaContentSignerBuilder(KeyKind.signatureAlgorithm(issuer.key().getAlgorithm()))
              .build(issuer.key());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new PkiException(
          "can't make a certificate for " + subject.name() + ": " + e.getMessage(), e);
    }
  }

  private static void addExtensions(
      JcaX509v3CertificateBuilder builder, Issuer issuer, Subject subject)
      throws GeneralSecurityException, IOException {
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.basicConstraints, true, new BasicConstraints(subject.authority()));
    builder.addExtension(Extension.keyUsage, true, usage(subject));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(subject.key()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(issuer.publicKey()));
    if (subject.alternatives().isPresent()) {
      builder.addExtension(Extension.subjectAlternativeName, false, subject.alternatives().get());
    }
  }

  private static KeyUsage usage(Subject subject) {
    return new KeyUsage(
        subject.authority()
            ? KeyUsage.keyCertSign | KeyUsage.cRLSign
            : KeyUsage.digitalSignature | KeyUsage.keyEncipherment);
  }
}
