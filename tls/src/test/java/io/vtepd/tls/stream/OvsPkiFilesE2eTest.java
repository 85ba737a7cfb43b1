package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tls.pki.FileFingerprints;
import io.vtepd.tls.pki.KeyFiles;
import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.KeyMaker;
import io.vtepd.tls.pki.PemDescription;
import io.vtepd.tls.pki.PemFiles;
import io.vtepd.tls.pki.PkiDirectory;
import io.vtepd.tls.pki.PkiDirectory.Role;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, requests, certificates and authorities go to ovs-pki and openssl and come from there. */
@Tag("system")
class OvsPkiFilesE2eTest {
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path directory;

  private KeyMaker maker(String name) {
    return KeyMaker.of(new KeyFiles(directory.resolve(name)), false);
  }

  private PkiDirectory pki() {
    return new PkiDirectory(directory.resolve("pki"));
  }

  private String ovsPki(String... arguments) throws IOException {
    Stream<String> command =
        Stream.concat(
            Stream.of("ovs-pki", "--batch", "--dir=" + pki().root(), "--log=" + directory + "/log"),
            Stream.of(arguments));
    return Tool.run(directory, command.toArray(String[]::new));
  }

  private void verify(Role role, String... names) throws IOException {
    for (String name : names) {
      assertThat(ovsPki("verify", name, role.word())).isEqualTo(name + "-cert.pem: OK\n");
    }
  }

  private BigInteger serial(String name) throws IOException {
    return PemFiles.readCertificates(directory.resolve(name + "-cert.pem"))
        .getFirst()
        .getSerialNumber();
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void ovsPkiGoesOnWithOurAuthorities(KeyKind kind) throws IOException {
    pki().init(kind, Instant.now(), YEAR, false);
    KeyMaker ours = maker("ours");
    ours.request(kind, List.of());
    pki().sign(ours, Role.SWITCH, Instant.now(), YEAR);
    maker("signed").request(kind, List.of());
    ovsPki("sign", "signed", "switch");
    ovsPki("req+sign", "theirs", "switch");
    maker("last").request(kind, List.of());
    pki().sign(maker("last"), Role.SWITCH, Instant.now(), YEAR);
    verify(Role.SWITCH, "ours", "signed", "theirs", "last");
    assertThat(serial("last")).isEqualTo(serial("ours").add(BigInteger.valueOf(3)));
    assertThat(PemDescription.of(ours.files().existing(), Instant.now()).isTrouble()).isFalse();
  }

  @Test
  void weGoOnWithTheAuthoritiesOfOvsPki() throws IOException {
    ovsPki("init");
    ovsPki("req", "theirs");
    KeyMaker theirs = maker("theirs");
    pki().sign(theirs, Role.CONTROLLER, Instant.now(), YEAR);
    KeyMaker ours = maker("ours");
    ours.request(KeyKind.EC_P256, List.of());
    ovsPki("sign", "ours", "controller");
    ovsPki("req+sign", "last", "controller");
    verify(Role.CONTROLLER, "theirs", "ours", "last");
    assertThat(serial("last")).isEqualTo(serial("theirs").add(BigInteger.TWO));
    assertThat(PemDescription.of(theirs.files().existing(), Instant.now()).text())
        .contains("O=Open vSwitch", "DNS:theirs id:", "belongs to");
  }

  @Test
  void ourCertificatesAreRevokedByOpenssl() throws IOException {
    pki().init(KeyKind.EC_P256, Instant.now(), YEAR, false);
    KeyMaker gw = maker("gw");
    gw.request(KeyKind.EC_P256, List.of());
    pki().sign(gw, Role.SWITCH, Instant.now(), YEAR);
    Path ca = pki().root().resolve("switchca");
    String certificate = gw.files().certificate().toString();
    Tool.run(ca, "openssl", "ca", "-config", "ca.cnf", "-revoke", certificate);
    Tool.run(ca, "openssl", "ca", "-config", "ca.cnf", "-gencrl", "-out", "crl.pem");
    assertThat(PemDescription.of(List.of(ca.resolve("crl.pem")), Instant.now()).text())
        .containsPattern("revoked +1\n");
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void keysRequestsAndSelfSignedCertificatesAreWhatOpensslExpects(KeyKind kind) throws IOException {
    KeyMaker gw = maker("gw");
    gw.request(kind, List.of());
    gw.selfSign(kind, List.of(), Instant.now(), YEAR);
    String certificate = gw.files().certificate().toString();
    Tool.run(directory, "openssl", "pkey", "-noout", "-check", "-in", "gw-privkey.pem");
    Tool.run(directory, "openssl", "req", "-noout", "-verify", "-in", "gw-req.pem");
    Tool.run(directory, "openssl", "verify", "-CAfile", certificate, certificate);
    String printed =
        Tool.run(
            directory, "openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", certificate);
    FileFingerprints ours = FileFingerprints.of(gw.files().certificate());
    assertThat(printed.strip().toLowerCase(Locale.ROOT)).endsWith("=" + ours.sha256());
    assertThat(ovsPki("fingerprint", "gw-cert.pem").toLowerCase(Locale.ROOT))
        .contains(ours.ovsPki());
    assertThat(ovsPki("fingerprint", "gw-req.pem"))
        .contains(FileFingerprints.of(gw.files().request()).ovsPki());
    Files.delete(gw.files().certificate());
    ovsPki("self-sign", "gw");
    assertThat(PemDescription.of(gw.files().existing(), Instant.now()).isTrouble()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void realServersAndClientsUseThem(KeyKind kind) throws IOException {
    pki().init(kind, Instant.now(), YEAR, false);
    for (Role role : Role.values()) {
      KeyMaker each = maker(role.word());
      each.request(kind, List.of());
      pki().sign(each, role, Instant.now(), YEAR);
    }
    Files.writeString(directory.resolve("schema"), "{\"name\":\"d\",\"tables\":{}}");
    Tool.run(directory, "ovsdb-tool", "create", "d.db", "schema");
    int tcpPort = OvsPkiE2eTest.freeTcpPort();
    try (Tool server =
        Tool.start(
            directory,
            "ovsdb-server",
            "--remote=pssl:" + tcpPort + ":127.0.0.1",
            "--unixctl=" + directory.resolve("ctl"),
            "--private-key=switch-privkey.pem",
            "--certificate=switch-cert.pem",
            "--ca-cert=" + pki().caCertificate(Role.CONTROLLER),
            "--run=echo served; cat",
            "d.db")) {
      server.awaitOutput("served");
      String listed =
          Tool.run(
              directory,
              "ovsdb-client",
              "--private-key=controller-privkey.pem",
              "--certificate=controller-cert.pem",
              "--ca-cert=" + pki().caCertificate(Role.SWITCH),
              "--timeout=20",
              "list-dbs",
              "ssl:127.0.0.1:" + tcpPort);
      assertThat(listed).contains("d\n");
    }
  }
}
