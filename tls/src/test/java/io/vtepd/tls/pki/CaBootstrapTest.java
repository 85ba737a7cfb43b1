package io.vtepd.tls.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaBootstrapTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path directory;
  private CertificateAuthority authority;
  private KeyMaterial issued;

  @BeforeEach
  void make() throws IOException {
    authority = CertificateAuthority.create("CA", KeyKind.EC_P256, NOW, YEAR);
    issued = authority.issue("peer", KeyKind.EC_P256, NOW, YEAR);
  }

  @Test
  void theAuthorityOfThePeerIsFoundWhereverItStands() throws IOException {
    CertificateAuthority other = CertificateAuthority.create("other", KeyKind.EC_P256, NOW, YEAR);
    assertThat(
            CaBootstrap.authorityIn(
                List.of(issued.certificate(), authority.certificate(), other.certificate())))
        .isEqualTo(authority.certificate());
  }

  @Test
  void aChainWithoutItsAuthorityTeachesNothing() throws IOException {
    CertificateAuthority other = CertificateAuthority.create("CA", KeyKind.EC_P256, NOW, YEAR);
    assertThatThrownBy(() -> CaBootstrap.authorityIn(List.of(issued.certificate())))
        .hasMessageContaining("1 certificate(s) and no self-signed CA among them");
    assertThatThrownBy(
            () -> CaBootstrap.authorityIn(List.of(issued.certificate(), other.certificate())))
        .hasMessageContaining("no self-signed CA among them");
    assertThatThrownBy(() -> CaBootstrap.authorityIn(List.of()))
        .hasMessageContaining("presented no certificate");
  }

  @Test
  void theFileIsWrittenOnce() throws IOException {
    Path file = directory.resolve("ca.pem");
    CertificateAuthority other = CertificateAuthority.create("other", KeyKind.EC_P256, NOW, YEAR);
    assertThat(CaBootstrap.store(file, authority.certificate())).isTrue();
    assertThat(CaBootstrap.store(file, other.certificate())).isFalse();
    assertThat(PemFiles.readCertificates(file)).containsExactly(authority.certificate());
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
    assertThatThrownBy(
            () -> CaBootstrap.store(directory.resolve("no/such/dir.pem"), authority.certificate()))
        .hasMessageContaining("make the directory writable");
  }

  @Test
  void identitiesAreReadFromCertificates() throws IOException {
    assertThat(Certificates.commonName(issued.certificate())).contains("peer");
    assertThat(Certificates.isAuthority(authority.certificate())).isTrue();
    assertThat(Certificates.isAuthority(issued.certificate())).isFalse();
    assertThat(Certificates.isSelfSigned(authority.certificate())).isTrue();
    assertThat(Certificates.isSelfSigned(issued.certificate())).isFalse();
    Fingerprint fingerprint = Fingerprint.of(issued.certificate());
    assertThat(fingerprint.text()).hasSize(95);
    assertThat(fingerprint.shortText()).isEqualTo(fingerprint.text().substring(0, 5) + "..");
    assertThatThrownBy(() -> new Fingerprint("00")).hasMessageContaining("SHA-256");
    assertThatThrownBy(() -> new CertificateAuthority(issued))
        .hasMessageContaining("not a CA certificate");
  }
}
