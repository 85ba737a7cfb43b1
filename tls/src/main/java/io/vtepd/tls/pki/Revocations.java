package io.vtepd.tls.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What an authority has revoked: lines of its {@code index.txt} in openssl-ca(1)'s format, and the
 * list that is made of them, RFC 5280 section 5. Whoever uses it holds the authority's lock.
 *
 * @param folder of the authority
 */
record Revocations(Path folder) {

  /** Status, end of validity, time of revocation with a reason, serial, file and subject. */
  private static final Pattern LINE =
      Pattern.compile("([VRE])\\t([0-9]+Z)\\t([^\\t,]*)(?:,[^\\t]*)?\\t([0-9A-Fa-f]+)\\t(.*)");

  private record Entry(BigInteger serial, Instant at) {}

  private Path index() {
    return folder.resolve("index.txt");
  }

  /**
   * Revokes a certificate of the authority.
   *
   * @throws PkiException if it is revoked already
   */
  void add(X509Certificate certificate, Instant now) throws IOException, PkiException {
    String serial = PkiDirectory.hex(certificate.getSerialNumber()).strip();
    String end = IndexTime.format(certificate.getNotAfter().toInstant());
    String subject =
        Names.oneLine(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(index())) {
      Matcher fields = LINE.matcher(line);
      if (!fields.matches() || !isOf(fields, certificate)) {
        lines.add(line);
      } else if (fields.group(1).equals("R")) {
        throw new PkiException(index() + ": " + serial + " is revoked already");
      }
    }
    // As openssl-ca(1), which takes certificates that its index does not know, too.
    lines.add("R\t%s\t%s\t%s\tunknown\t%s".formatted(end, IndexTime.format(now), serial, subject));
    WholeFile.replace(index(), String.join("\n", lines) + "\n", WholeFile.PUBLIC);
  }

  private static boolean isOf(Matcher fields, X509Certificate certificate) {
    return new BigInteger(fields.group(4), 16).equals(certificate.getSerialNumber());
  }

  /**
   * Writes the list anew, {@code crl.pem}.
   *
   * @param own the authority's key and certificate
   */
  Path write(KeyMaterial own, Instant now, Duration validity) throws IOException, PkiException {
    X500Name issuer =
        X500Name.getInstance(own.certificate().getSubjectX500Principal().getEncoded());
    X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer, Date.from(now));
    builder.setNextUpdate(Date.from(now.plus(validity)));
    for (Entry entry : entries()) {
      builder.addCRLEntry(entry.serial(), Date.from(entry.at()), CRLReason.unspecified);
    }
    Path list = folder.resolve("crl.pem");
    try {
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils()
              .createAuthorityKeyIdentifier(own.certificate().getPublicKey()));
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(nextNumber()));
      var signer =
          new JcaContentSignerBuilder(KeyKind.signatureAlgorithm(own.key().getAlgorithm()))
              .build(own.key());
      WholeFile.replace(list, PemText.of(builder.build(signer)), WholeFile.PUBLIC);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new PkiException(list + ": can't be signed: " + e.getMessage(), e);
    }
    return list;
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(index())) {
      Matcher fields = LINE.matcher(line);
      if (!line.isBlank() && !fields.matches()) {
        throw new IOException("a line of 'index.txt' is none of openssl-ca(1)");
      }
      if (!line.isBlank() && fields.group(1).equals("R")) {
        try {
          BigInteger serial = new BigInteger(fields.group(4), 16);
          entries.add(new Entry(serial, IndexTime.parse(fields.group(3))));
        } catch (DateTimeException e) {
          throw new IOException("a time in 'index.txt' is none: " + fields.group(3), e);
        }
      }
    }
    return entries;
  }

  /** Takes a number; it is used up even if signing fails. */
  private BigInteger nextNumber() throws IOException {
    Path file = folder.resolve("crlnumber");
    String text = Files.exists(file) ? Files.readString(file).strip() : "01";
    if (!text.matches("[0-9A-Fa-f]{1,40}")) {
      throw new IOException("the file 'crlnumber' holds no hexadecimal number");
    }
    BigInteger number = new BigInteger(text, 16);
    WholeFile.replace(file, PkiDirectory.hex(number.add(BigInteger.ONE)), WholeFile.PUBLIC);
    return number;
  }
}
