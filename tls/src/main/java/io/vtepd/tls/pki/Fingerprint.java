package io.vtepd.tls.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 digest of a certificate, as {@code openssl x509 -fingerprint -sha256} prints it, in
 * lower case.
 *
 * @param text 32 pairs of hex digits joined by colons
 */
public record Fingerprint(String text) {
  private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){31}");
  private static final int SHORT_LENGTH = 5;

  /** Checks the syntax. */
  public Fingerprint {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a SHA-256 fingerprint");
    }
  }

  /** Digests a certificate. */
  public static Fingerprint of(X509Certificate certificate) {
    try {
      return of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("what was parsed has an encoding", e);
    }
  }

  /** Digests what is no certificate, such as the file of a request. */
  static Fingerprint of(byte[] bytes) {
    return new Fingerprint(HexFormat.ofDelimiter(":").formatHex(digest("SHA-256", bytes)));
  }

  /** The SHA-1 digest, in the form of ovs-pki(8): to compare with what that prints, no more. */
  static String ofOvsPki(byte[] bytes) {
    return HexFormat.of().formatHex(digest("SHA-1", bytes));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /** The first two bytes, enough to tell peers apart in a table: {@code 91:0c..}. */
  public String shortText() {
    return text.substring(0, SHORT_LENGTH) + "..";
  }

  @Override
  public String toString() {
    return text;
  }
}
