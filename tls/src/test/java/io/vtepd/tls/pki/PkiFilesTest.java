package io.vtepd.tls.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PkiFilesTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path directory;

  private KeyMaker maker(String name) {
    return KeyMaker.of(new KeyFiles(directory.resolve(name)), false);
  }

  private PkiDirectory authorities() throws PkiException {
    PkiDirectory pki = new PkiDirectory(directory.resolve("pki"));
    pki.init(KeyKind.EC_P256, NOW, YEAR, false);
    return pki;
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aRequestIsSignedByTheAuthorityOfItsRole(KeyKind kind) throws IOException {
    PkiDirectory pki = authorities();
    KeyMaker gw = maker("gw");
    gw.request(kind, List.of(AlternativeName.parse("gw.example"), AlternativeName.parse("::1")));
    X509Certificate signed = pki.sign(gw, PkiDirectory.Role.SWITCH, NOW, Duration.ofDays(9));
    KeyMaterial own = KeyMaterial.read(gw.files().privateKey(), gw.files().certificate(), NOW);
    assertThat(own.certificate()).isEqualTo(signed);
    Path ca = pki.caCertificate(PkiDirectory.Role.SWITCH);
    X509Certificate authority = PemFiles.readAuthorities(ca, NOW).getFirst();
    assertThat(Certificates.isIssuedBy(signed, authority)).isTrue();
    assertThat(Certificates.isAuthority(signed)).isFalse();
    assertThat(Certificates.commonName(signed)).contains("gw");
    assertThat(signed.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(9)));
    assertThat(PemDescription.of(List.of(gw.files().certificate()), NOW).text())
        .contains("DNS:gw.example, IP:0:0:0:0:0:0:0:1", "9 days left");
    assertThat(mode(gw.files().privateKey())).isEqualTo("rw-------");
    assertThat(mode(directory.resolve("pki/switchca/private/cakey.pem"))).isEqualTo("rw-------");
    assertThat(mode(directory.resolve("pki/switchca/private"))).isEqualTo("rwx------");
  }

  @Test
  void revokedCertificatesAreOnTheListOfTheirAuthority() throws IOException {
    PkiDirectory pki = authorities();
    List<Path> empty = pki.revoke(List.of(), NOW, Duration.ofDays(30));
    KeyMaker gw = maker("gw");
    gw.request(KeyKind.EC_P256, List.of());
    X509Certificate signed = pki.sign(gw, PkiDirectory.Role.SWITCH, NOW, YEAR);
    Path file = gw.files().certificate();
    assertThat(pki.revoke(List.of(file), NOW.plusSeconds(5), Duration.ofDays(30))).isEqualTo(empty);
    for (PkiDirectory.Role role : PkiDirectory.Role.values()) {
      var ca = PemFiles.readAuthorities(pki.caCertificate(role), NOW);
      Path list = pki.caCertificate(role).resolveSibling("crl.pem");
      var crl = PemFiles.readCrls(list, ca).getFirst();
      assertThat(crl.isRevoked(signed)).isEqualTo(role == PkiDirectory.Role.SWITCH);
      assertThat(crl.getNextUpdate()).isEqualTo(NOW.plusSeconds(5).plus(Duration.ofDays(30)));
    }
    assertThatThrownBy(() -> pki.revoke(List.of(file), NOW, YEAR))
        .hasMessageContaining("is revoked already");
    KeyMaker other = maker("other");
    other.selfSign(KeyKind.EC_P256, List.of(), NOW, YEAR);
    assertThatThrownBy(() -> pki.revoke(List.of(other.files().certificate()), NOW, YEAR))
        .hasMessageContaining("was not signed by an authority in");
    assertThat(IndexTime.parse(IndexTime.format(Instant.parse("2061-02-03T04:05:06Z"))))
        .isEqualTo("2061-02-03T04:05:06Z");
  }

  @Test
  void nothingIsOverwrittenUnlessTold() throws IOException {
    PkiDirectory pki = authorities();
    KeyMaker gw = maker("gw");
    gw.request(KeyKind.EC_P256, List.of());
    pki.sign(gw, PkiDirectory.Role.SWITCH, NOW, YEAR);
    String key = Files.readString(gw.files().privateKey());
    assertThatThrownBy(() -> gw.request(KeyKind.EC_P256, List.of()))
        .hasMessage(
            gw.files().privateKey()
                + ": exists; move it away, or give --force to have it replaced");
    assertThatThrownBy(() -> pki.sign(gw, PkiDirectory.Role.SWITCH, NOW, YEAR))
        .hasMessageStartingWith(gw.files().certificate() + ": exists;");
    assertThatThrownBy(() -> gw.selfSign(KeyKind.EC_P256, List.of(), NOW, YEAR))
        .hasMessageStartingWith(gw.files().certificate() + ": exists;");
    assertThatThrownBy(this::authorities).hasMessageContaining("cacert.pem: exists;");
    assertThat(gw.files().privateKey()).content().isEqualTo(key);
    KeyMaker.of(gw.files(), true).request(KeyKind.EC_P256, List.of());
    assertThat(Files.readString(gw.files().privateKey())).isNotEqualTo(key);
    assertThat(mode(gw.files().privateKey())).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aKeyCertifiesItselfAndKeepsItsRequest(KeyKind kind) throws IOException {
    KeyMaker gw = maker("gw");
    X509Certificate first = gw.selfSign(kind, List.of(), NOW, YEAR);
    assertThat(Certificates.isSelfSigned(first)).isTrue();
    gw.requestAgain(List.of(AlternativeName.parse("IP:192.0.2.1")));
    X509Certificate second = KeyMaker.of(gw.files(), true).selfSign(kind, List.of(), NOW, YEAR);
    assertThat(second.getPublicKey()).isEqualTo(first.getPublicKey());
    assertThat(PemDescription.of(gw.files().existing(), NOW).text())
        .contains("IP:192.0.2.1")
        .contains("belongs to  " + gw.files().certificate());
  }

  @Test
  void aForeignRequestOrKeyIsRefused() throws IOException {
    KeyMaker gw = maker("gw");
    gw.request(KeyKind.EC_P256, List.of());
    KeyMaker other = maker("other");
    other.request(KeyKind.EC_P256, List.of());
    Files.delete(gw.files().request());
    Files.copy(other.files().request(), gw.files().request());
    assertThatThrownBy(() -> gw.selfSign(KeyKind.EC_P256, List.of(), NOW, YEAR))
        .hasMessageContaining("is not for the key in " + gw.files().privateKey());
    other.selfSign(KeyKind.EC_P256, List.of(), NOW, YEAR);
    PemDescription both =
        PemDescription.of(List.of(gw.files().privateKey(), other.files().certificate()), NOW);
    assertThat(both.text()).contains("! none of these certificates");
    assertThat(both.isTrouble()).isTrue();
    assertThatThrownBy(
            () -> new PkiDirectory(directory).sign(gw, PkiDirectory.Role.SWITCH, NOW, YEAR))
        .hasMessageContaining("no authority here; 'vtepd pki init' makes one");
  }

  @Test
  void whoIsNoAuthoritySignsNobody() throws IOException {
    PkiDirectory pki = authorities();
    KeyMaker gw = maker("gw");
    gw.request(KeyKind.EC_P256, List.of());
    KeyMaker.of(gw.files(), true).selfSign(KeyKind.EC_P256, List.of(), NOW, YEAR);
    Path ca = pki.caCertificate(PkiDirectory.Role.SWITCH);
    Files.move(gw.files().certificate(), ca, StandardCopyOption.REPLACE_EXISTING);
    Path key = ca.resolveSibling("private/cakey.pem");
    Files.copy(gw.files().privateKey(), key, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> pki.sign(gw, PkiDirectory.Role.SWITCH, NOW, YEAR))
        .hasMessage(ca + ": is no CA certificate; 'vtepd pki init' makes one");
  }

  @Test
  void serialsAreNeverGivenTwiceAndTheAuthorityOutlivesWhatItSigns() throws IOException {
    PkiDirectory pki = authorities();
    KeyMaker gw = maker("gw");
    gw.request(KeyKind.EC_P256, List.of());
    KeyMaker again = KeyMaker.of(gw.files(), true);
    X509Certificate first =
        pki.sign(again, PkiDirectory.Role.CONTROLLER, NOW, YEAR.multipliedBy(2));
    X509Certificate second = pki.sign(again, PkiDirectory.Role.CONTROLLER, NOW, YEAR);
    assertThat(second.getSerialNumber()).isEqualTo(first.getSerialNumber().add(BigInteger.ONE));
    assertThat(first.getNotAfter()).isEqualTo(NOW.plus(YEAR));
    assertThat(directory.resolve("pki/controllerca/index.txt"))
        .content()
        .hasLineCount(2)
        .contains("V\t310101000000Z\t\t")
        .contains("\tunknown\t/O=Open vSwitch/CN=gw\n");
  }

  @Test
  void namesOfHostsAndAddressesAreChecked() {
    assertThat(AlternativeName.parse("DNS:gw.example")).hasToString("DNS:gw.example");
    assertThat(AlternativeName.parse("192.0.2.1")).hasToString("IP:192.0.2.1");
    for (String wrong : List.of("", "a b", "IP:gw", "1.2.3", "DNS:a\nb", "DNS:")) {
      assertThatThrownBy(() -> AlternativeName.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void noKeyEverShowsInAnException() throws IOException {
    KeyMaker gw = maker("gw");
    gw.request(KeyKind.EC_P256, List.of());
    String text = Files.readString(gw.files().privateKey());
    List<String> secrets = text.lines().filter(line -> !line.startsWith("-")).toList();
    long seed = Long.getLong("vtepd.seed", System.nanoTime());
    Random random = new Random(seed);
    Path broken = Files.copy(gw.files().privateKey(), directory.resolve("broken.pem"));
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rw-------"));
    for (int round = 0; round < 500; round++) {
      StringBuilder damaged = new StringBuilder(text);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged.setCharAt(random.nextInt(text.length()), (char) random.nextInt(1, 128));
      }
      Files.writeString(broken, damaged);
      try {
        PemFiles.readPrivateKey(broken);
      } catch (PkiException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
          String message = String.valueOf(cause.getMessage());
          for (String secret : secrets) {
            for (int i = 0; i + 8 <= secret.length(); i++) {
              assertThat(message)
                  .as("seed %d round %d", seed, round)
                  .doesNotContain(secret.substring(i, i + 8));
            }
          }
        }
      }
    }
  }
}
