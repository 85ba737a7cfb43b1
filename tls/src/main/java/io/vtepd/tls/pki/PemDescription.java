package io.vtepd.tls.pki;

import io.vtepd.tls.logging.LogValue;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * What PEM files hold, in words for an operator. Of private keys nothing is told but their kind and
 * whose they are.
 */
public final class PemDescription {
  private final Instant now;
  private final List<Block> blocks = new ArrayList<>();

  /** The first certificate of each file, with the file. */
  private final List<Owned> certificates = new ArrayList<>();

  private boolean trouble;

  /**
   * One thing that a file holds.
   *
   * @param kind such as {@code certificate}
   * @param facts by name, in order
   */
  public record Block(Path file, String kind, Map<String, String> facts) {}

  private record Owned(X509Certificate certificate, Path file) {}

  private PemDescription(Instant now) {
    this.now = now;
  }

  /**
   * Describes all that the files hold.
   *
   * @param now against which dates are judged
   * @throws PkiException if a file can't be read, or a private key is open to others
   */
  public static PemDescription of(List<Path> files, Instant now) throws PkiException {
    PemDescription description = new PemDescription(now);
    for (Path file : files) {
      description.addCertificates(file);
    }
    for (Path file : files) {
      description.addOthers(file);
    }
    return description;
  }

  /** What there is, in order. */
  public List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /** Lines for a terminal; wire strings are escaped. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Block block : blocks) {
      text.append(block.file()).append(": ").append(block.kind()).append('\n');
      block.facts().forEach((label, value) -> line(text, label, value));
    }
    return text.toString();
  }

  /** Whether something is not valid now, or a key does not match its certificate. */
  public boolean isTrouble() {
    return trouble;
  }

  private void addCertificates(Path file) throws PkiException {
    boolean first = true;
    for (Object block : PemFiles.readBlocks(file, "key or certificate")) {
      if (block instanceof X509CertificateHolder holder) {
        X509Certificate certificate = PemFiles.toCertificate(file, holder);
        describe(file, certificate);
        if (first) {
          certificates.add(new Owned(certificate, file));
          first = false;
        }
      }
    }
  }

  private void describe(Path file, X509Certificate certificate) throws PkiException {
    title(file, Certificates.isAuthority(certificate) ? "CA certificate" : "certificate");
    line("subject", Certificates.name(certificate));
    boolean selfSigned = Certificates.isSelfSigned(certificate);
    line("issuer", selfSigned ? "itself" : certificate.getIssuerX500Principal().getName());
    line("serial", certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT));
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    line("valid", begin + " to " + end + ", " + judge(begin, end));
    line("key", PublicKeys.kind(certificate.getPublicKey()));
    names(file, certificate);
    line("SHA-256", Fingerprint.of(certificate).text());
    try {
      line("SHA-1", Fingerprint.ofOvsPki(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("what was parsed has an encoding", e);
    }
  }

  private String judge(Instant begin, Instant end) {
    if (now.isBefore(begin)) {
      return trouble("not yet");
    }
    long days = Duration.between(now, end).toDays();
    return now.isAfter(end) ? trouble("expired " + -days + " days ago") : days + " days left";
  }

  private void names(Path file, X509Certificate certificate) throws PkiException {
    try {
      var names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        line("names", String.join(", ", names.stream().map(PemDescription::name).toList()));
      }
    } catch (CertificateParsingException e) {
      throw new PkiException(file + ": its subjectAltName is malformed: " + e.getMessage(), e);
    }
  }

  /** A name as the JDK has it: its kind's number, then its text (or bytes, of odd kinds). */
  private static String name(List<?> name) {
    return switch (name.getFirst()) {
      case Integer kind when kind == GeneralName.dNSName -> "DNS:" + name.get(1);
      case Integer kind when kind == GeneralName.iPAddress -> "IP:" + name.get(1);
      default -> "kind " + name.getFirst();
    };
  }

  private void addOthers(Path file) throws PkiException {
    for (Object block : PemFiles.readBlocks(file, "key or certificate")) {
      switch (block) {
        case PKCS10CertificationRequest encoded -> describe(file, encoded);
        case X509CRLHolder holder -> describe(file, PemFiles.toCrl(file, holder));
        case PrivateKeyInfo key -> describe(file, PemFiles.readPrivateKey(file));
        case PEMKeyPair pair -> describe(file, PemFiles.readPrivateKey(file));
        default -> {
          // A certificate, which was described, or parameters of a curve.
        }
      }
    }
  }

  private void describe(Path file, PKCS10CertificationRequest encoded) throws PkiException {
    CertificateRequest request = CertificateRequest.of(encoded, file);
    title(file, "certificate request");
    line("subject", request.name().toString());
    line("key", PublicKeys.kind(request.key()));
    line("SHA-256", FileFingerprints.of(file).sha256().text());
    line("SHA-1", FileFingerprints.of(file).ovsPki());
  }

  private void describe(Path file, X509CRL crl) {
    title(file, "certificate revocation list");
    line("issuer", crl.getIssuerX500Principal().getName());
    Instant begin = crl.getThisUpdate().toInstant();
    line("from", begin.toString());
    if (crl.getNextUpdate() != null) {
      Instant end = crl.getNextUpdate().toInstant();
      line("next", end + ", " + judge(begin, end));
    }
    int count = crl.getRevokedCertificates() == null ? 0 : crl.getRevokedCertificates().size();
    line("revoked", String.valueOf(count));
  }

  private void describe(Path file, PrivateKey key) {
    title(file, "private key");
    line("key", PublicKeys.kind(key));
    if (certificates.isEmpty()) {
      return;
    }
    List<String> own =
        certificates.stream()
            .filter(each -> KeyMaterial.belongs(key, each.certificate().getPublicKey()))
            .map(each -> each.file().toString())
            .toList();
    line("belongs to", own.isEmpty() ? trouble("none of these certificates") : own.getFirst());
  }

  private String trouble(String words) {
    trouble = true;
    return "! " + words;
  }

  private void title(Path file, String kind) {
    blocks.add(new Block(file, kind, new LinkedHashMap<>()));
  }

  private void line(String label, String value) {
    blocks.getLast().facts().put(label, value);
  }

  private static void line(StringBuilder text, String label, String value) {
    boolean plain = value.chars().allMatch(c -> c >= ' ' && c <= '~');
    text.append("  %-12s%s%n".formatted(label, plain ? value : LogValue.of(value)));
  }
}
