package io.vtepd.tls.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PemFilesTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path directory;
  private CertificateAuthority authority;

  @BeforeEach
  void makeAuthority() throws IOException {
    authority = CertificateAuthority.create("Test CA", KeyKind.EC_P256, NOW, YEAR);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private KeyMaterial issueInto(String name, KeyKind kind) throws IOException {
    KeyMaterial issued = authority.issue(name, kind, NOW, YEAR);
    PemText.writePrivateKey(file(name + "-privkey.pem"), issued.key());
    PemText.writeCertificates(file(name + "-cert.pem"), List.of(issued.certificate()));
    return issued;
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void whatIsWrittenIsReadAgain(KeyKind kind) throws IOException {
    KeyMaterial issued = issueInto("a", kind);
    KeyMaterial read = KeyMaterial.read(file("a-privkey.pem"), file("a-cert.pem"), NOW);
    assertThat(read.key()).isEqualTo(issued.key());
    assertThat(read.chain()).containsExactly(issued.certificate());
    assertThat(read.toString()).isEqualTo("KeyMaterial[CN=a]");
    assertThat(read.completedFrom(List.of(authority.certificate())).chain())
        .isEqualTo(issued.chain());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a-privkey.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    issueInto("a", KeyKind.EC_P256);
    assertThatThrownBy(() -> issueInto("a", KeyKind.EC_P256))
        .isInstanceOf(FileAlreadyExistsException.class);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void textAroundTheBlocksIsSkippedAndOrderIsMended() throws IOException {
    KeyMaterial issued = issueInto("a", KeyKind.EC_P256);
    KeyMaterial other = authority.issue("other", KeyKind.EC_P256, NOW, YEAR);
    String text =
        "Certificate:\n    Data:\n        Version: 3 (0x2)\n"
            + PemText.ofCertificates(List.of(issued.certificate()))
            + "noise\n"
            + PemText.ofCertificates(List.of(other.certificate(), authority.certificate()));
    Files.writeString(file("chain.pem"), text);
    assertThat(PemFiles.readCertificates(file("chain.pem"))).hasSize(3);
    assertThat(KeyMaterial.read(file("a-privkey.pem"), file("chain.pem"), NOW).chain())
        .containsExactly(issued.certificate(), authority.certificate());
  }

  @Test
  void anEcParametersBlockBeforeTheKeyIsSkipped() throws IOException {
    KeyMaterial issued = issueInto("a", KeyKind.EC_P256);
    String parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    Path key = file("a-privkey.pem");
    Files.writeString(key, parameters + Files.readString(key));
    assertThat(PemFiles.readPrivateKey(key)).isEqualTo(issued.key());
  }

  @Test
  void errorsSayWhatIsWrongAndWhatToDo() throws IOException {
    issueInto("a", KeyKind.EC_P256);
    issueInto("b", KeyKind.RSA_2048);
    Path key = file("a-privkey.pem");
    Path certificate = file("a-cert.pem");
    Path missing = file("missing.pem");
    Path empty = Files.createFile(file("empty.pem"));
    assertThatThrownBy(() -> PemFiles.readPrivateKey(missing))
        .hasMessage(missing + ": no such file; give the PEM file with the private key");
    assertThatThrownBy(() -> PemFiles.readCertificates(empty))
        .hasMessageContaining("holds no certificate and no PEM block at all");
    assertThatThrownBy(() -> PemFiles.readCertificates(key))
        .hasMessageContaining("holds no certificate but a private key");
    Files.setPosixFilePermissions(certificate, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> PemFiles.readPrivateKey(certificate))
        .hasMessageContaining("holds no private key but a certificate");
    assertThatThrownBy(() -> KeyMaterial.read(file("b-privkey.pem"), certificate, NOW))
        .hasMessageContaining("(CN=a) is not for the private key in " + file("b-privkey.pem"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> PemFiles.readPrivateKey(key))
        .hasMessageContaining("open to others ([OTHERS_READ]); chmod 600 " + key);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(PemFiles.readPrivateKey(key)).isNotNull();
  }

  @Test
  void datesAreChecked() throws IOException {
    issueInto("a", KeyKind.EC_P256);
    Path key = file("a-privkey.pem");
    Path certificate = file("a-cert.pem");
    assertThatThrownBy(() -> KeyMaterial.read(key, certificate, NOW.plus(YEAR).plusSeconds(1)))
        .isInstanceOf(PkiException.class)
        .hasMessageContaining("expired at 2031-01-01T00:00:00Z and it is 2031-01-01T00:00:01Z");
    assertThatThrownBy(() -> KeyMaterial.read(key, certificate, NOW.minusSeconds(1)))
        .hasMessageContaining("set the clock");
    Path ca = file("ca.pem");
    PemText.writeCertificates(ca, List.of(authority.certificate()));
    assertThatThrownBy(() -> PemFiles.readAuthorities(ca, NOW.minusSeconds(1)))
        .hasMessageContaining("set the clock");
  }

  @Test
  void anExpiredAuthorityAmongOthersIsLeftOut() throws IOException {
    CertificateAuthority old =
        CertificateAuthority.create("old", KeyKind.EC_P256, NOW.minus(YEAR), Duration.ofDays(1));
    Path bundle = file("bundle.pem");
    PemText.writeCertificates(bundle, List.of(old.certificate(), authority.certificate()));
    assertThat(PemFiles.readAuthorities(bundle, NOW)).containsExactly(authority.certificate());
  }

  @Test
  void aHugeFileIsRefused() throws IOException {
    Path huge = file("huge.pem");
    Files.write(huge, new byte[PemFiles.FILE_LIMIT_BYTES + 1]);
    assertThatThrownBy(() -> PemFiles.readCertificates(huge))
        .hasMessageContaining("larger than 1048576 bytes");
  }
}
