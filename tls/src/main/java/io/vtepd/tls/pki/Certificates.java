package io.vtepd.tls.pki;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.GeneralName;

/** Questions about certificates. */
public final class Certificates {
  private Certificates() {}

  /** The subject's first common name, which is how Open vSwitch names a TLS peer. */
  public static Optional<String> commonName(X509Certificate certificate) {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    for (RDN rdn : subject.getRDNs(BCStyle.CN)) {
      for (var part : rdn.getTypesAndValues()) {
        if (part.getType().equals(BCStyle.CN)) {
          return Optional.of(IETFUtils.valueToString(part.getValue()));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the certificate was signed with its own key. */
  public static boolean isSelfSigned(X509Certificate certificate) {
    return isIssuedBy(certificate, certificate);
  }

  /** Whether the certificate may sign others (basicConstraints, RFC 5280 section 4.2.1.9). */
  public static boolean isAuthority(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0;
  }

  /** Whether the issuer's name and key made this certificate. */
  public static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
    return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        && isSignedWith(certificate, issuer.getPublicKey());
  }

  /** Whether the issuer's name and key made this revocation list. */
  static boolean isIssuedBy(X509CRL crl, X509Certificate issuer) {
    if (!crl.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      crl.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      // The exception is how verify() says no.
      return false;
    }
  }

  /**
   * Whether a certificate is what a peer is called: its common name, one of its DNS names, or its
   * SHA-256 fingerprint.
   */
  public static boolean isNamed(X509Certificate certificate, String name) {
    return commonName(certificate).filter(name::equals).isPresent()
        || Fingerprint.of(certificate).text().equalsIgnoreCase(name)
        || dnsNames(certificate).anyMatch(name::equalsIgnoreCase);
  }

  private static Stream<String> dnsNames(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Stream.empty()
          : names.stream()
              .filter(each -> each.getFirst().equals(GeneralName.dNSName))
              .map(each -> String.valueOf(each.get(1)));
    } catch (CertificateParsingException e) {
      // A malformed extension names nobody.
      return Stream.empty();
    }
  }

  /**
   * Orders certificates from the first one up to its root.
   *
   * @param leaf where the chain begins
   * @param others any certificates; those that don't belong to the chain are left out
   */
  static List<X509Certificate> chain(X509Certificate leaf, List<X509Certificate> others) {
    List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
    List<X509Certificate> rest = new ArrayList<>(others);
    rest.remove(leaf);
    while (!isSelfSigned(chain.getLast())) {
      X509Certificate last = chain.getLast();
      Optional<X509Certificate> issuer =
          rest.stream().filter(candidate -> isIssuedBy(last, candidate)).findFirst();
      if (issuer.isEmpty()) {
        break;
      }
      chain.add(issuer.get());
      rest.remove(issuer.get());
    }
    return List.copyOf(chain);
  }

  /**
   * Checks that a certificate is valid at a time.
   *
   * @param where the file, for the message
   */
  static void requireValid(X509Certificate certificate, String where, Instant now)
      throws PkiException {
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      throw new PkiException(
          where
              + ": the certificate "
              + name(certificate)
              + " expired at "
              + certificate.getNotAfter().toInstant()
              + " and it is "
              + now
              + " now; have a new one signed, or set the clock");
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      throw new PkiException(
          where
              + ": the certificate "
              + name(certificate)
              + " is valid from "
              + certificate.getNotBefore().toInstant()
              + " on and it is "
              + now
              + " now; set the clock");
    }
  }

  static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static boolean isSignedWith(X509Certificate certificate, PublicKey key) {
    try {
      certificate.verify(key);
      return true;
    } catch (GeneralSecurityException e) {
      // The exception is how verify() says no.
      return false;
    }
  }
}
