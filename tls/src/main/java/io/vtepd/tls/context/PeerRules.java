package io.vtepd.tls.context;

import io.vtepd.tls.pki.Certificates;
import java.security.cert.CRLReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * Who is refused though our CA has signed them.
 *
 * @param crls revocation lists of our CA; one that is out of date still counts
 * @param names the only peers that are let in; empty for all
 */
record PeerRules(List<X509CRL> crls, List<String> names) {
  PeerRules {
    crls = List.copyOf(crls);
    names = List.copyOf(names);
  }

  /**
   * Judges a peer that the CA has signed.
   *
   * @param presented the peer's certificate first
   */
  void check(List<X509Certificate> presented) throws CertificateException {
    for (X509Certificate certificate : presented) {
      for (X509CRL crl : crls) {
        requireNotRevoked(certificate, crl);
      }
    }
    X509Certificate peer = presented.getFirst();
    if (!names.isEmpty() && names.stream().noneMatch(name -> Certificates.isNamed(peer, name))) {
      throw new UnknownPeerException("the peer is none that --peer-name lets in");
    }
  }

  boolean isRevoked(X509Certificate certificate) {
    return crls.stream().anyMatch(crl -> lists(crl, certificate));
  }

  /** The signature of each list was checked when it was read. */
  private static boolean lists(X509CRL crl, X509Certificate certificate) {
    return crl.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
        && crl.isRevoked(certificate);
  }

  private static void requireNotRevoked(X509Certificate certificate, X509CRL crl)
      throws CertificateRevokedException {
    if (lists(crl, certificate)) {
      Date since = crl.getRevokedCertificate(certificate).getRevocationDate();
      throw new CertificateRevokedException(
          since, CRLReason.UNSPECIFIED, crl.getIssuerX500Principal(), Map.of());
    }
  }
}
