package io.vtepd.tls.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;

/**
 * The digests by which two people compare a file over another way than the file came: of its first
 * certificate or, if it has none, of the file itself, as {@code ovs-pki fingerprint} does.
 *
 * @param sha256 the digest to compare
 * @param ovsPki the SHA-1 digest that ovs-pki prints
 */
public record FileFingerprints(Fingerprint sha256, String ovsPki) {
  /** Digests a file; its contents need no check for that. */
  public static FileFingerprints of(Path file) throws PkiException {
    byte[] bytes = bytes(file);
    return new FileFingerprints(Fingerprint.of(bytes), Fingerprint.ofOvsPki(bytes));
  }

  private static byte[] bytes(Path file) throws PkiException {
    try {
      byte[] all = PemFiles.readBytes(file);
      String marker = "-BEGIN CERTIFICATE-";
      return new String(all, StandardCharsets.ISO_8859_1).contains(marker)
          ? PemFiles.readCertificates(file).getFirst().getEncoded()
          : all;
    } catch (PkiException e) {
      throw e;
    } catch (IOException | CertificateEncodingException e) {
      throw new PkiException(file + ": can't be read: " + e, e);
    }
  }
}
