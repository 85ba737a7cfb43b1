package io.vtepd.tls.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, certificates, requests and revocation lists whose bytes are not what they should be. */
class PemFuzzTest {

  private static final int ROUNDS = 3_000;
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path directory;

  /** What reads a file. */
  private interface Reader {
    void read(Path file) throws PkiException;
  }

  private record Sample(Path file, String base64, String label, Reader reader) {
    byte[] der() {
      return Base64.getDecoder().decode(base64);
    }
  }

  private Sample sample(String name, String pem, Reader reader) throws IOException {
    String label = pem.substring("-----BEGIN ".length(), pem.indexOf("-----", 5));
    String base64 =
        pem.lines().skip(1).takeWhile(line -> !line.startsWith("-")).collect(Collectors.joining());
    Path file = directory.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Sample sample = new Sample(file, base64, label, reader);
    Files.write(file, text(sample, sample.der()));
    reader.read(file);
    return sample;
  }

  private static byte[] text(Sample sample, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(sample.label, base64, sample.label)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private List<Sample> samples() throws IOException, GeneralSecurityException {
    CertificateAuthority authority =
        CertificateAuthority.create("Test CA", KeyKind.EC_P256, NOW, YEAR);
    KeyMaterial issued = authority.issue("a", KeyKind.EC_P256, NOW, YEAR);
    KeyMaterial rsa = authority.issue("r", KeyKind.RSA_2048, NOW, YEAR);
    KeyPair pair = new KeyPair(issued.certificate().getPublicKey(), issued.key());
    CertificateRequest request =
        CertificateRequest.make(pair, "a", List.of(AlternativeName.parse("DNS:a.example")));
    return List.of(
        sample("ec-privkey.pem", PemText.ofPrivateKey(issued.key()), PemFiles::readPrivateKey),
        sample("rsa-privkey.pem", PemText.ofPrivateKey(rsa.key()), PemFiles::readPrivateKey),
        sample(
            "cert.pem",
            PemText.ofCertificates(List.of(issued.certificate())),
            file -> PemDescription.of(List.of(file), NOW)),
        sample("req.pem", request.pem(), CertificateRequest::read),
        sample(
            "crl.pem",
            PemText.of(crl(authority, issued)),
            file -> PemFiles.readCrls(file, List.of())));
  }

  private static X509CRL crl(CertificateAuthority authority, KeyMaterial revoked)
      throws GeneralSecurityException {
    var builder = new JcaX509v2CRLBuilder(authority.certificate(), Date.from(NOW));
    builder.setNextUpdate(Date.from(NOW.plus(YEAR)));
    builder.addCRLEntry(
        revoked.certificate().getSerialNumber(), Date.from(NOW), CRLReason.keyCompromise);
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(revoked.key());
      return new JcaX509CRLConverter().getCRL(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  @Test
  void mutatedFilesAreReadOrRefusedWithTheirName() throws Exception {
    long seed = Long.getLong("vtepd.seed", System.nanoTime());
    System.out.println("PemFuzzTest seed " + seed);
    Random random = new Random(seed);
    List<Sample> samples = samples();
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Sample sample = samples.get(random.nextInt(samples.size()));
      boolean inside = random.nextInt(4) > 0;
      byte[] bytes =
          inside
              ? text(sample, mutated(random, sample.der()))
              : mutated(random, text(sample, sample.der()));
      Files.write(sample.file, bytes);
      try {
        sample.reader.read(sample.file);
      } catch (PkiException expected) {
        refused++;
        assertThat(expected).hasMessageContaining(sample.file.getFileName().toString());
      } catch (RuntimeException | Error unexpected) {
        fail(
            "seed "
                + seed
                + " round "
                + round
                + ": "
                + new String(bytes, StandardCharsets.ISO_8859_1),
            unexpected);
      }
    }
    assertThat(refused).isPositive();
  }

  private static byte[] mutated(Random random, byte[] whole) {
    byte[] bytes =
        random.nextInt(5) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            default -> (byte) (random.nextBoolean() ? 0 : 0xff);
          };
    }
    return bytes;
  }
}
