package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.vtepd.tls.context.CaFile;
import io.vtepd.tls.context.Expiry;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.context.TlsFailure;
import io.vtepd.tls.context.TlsSettings;
import io.vtepd.tls.context.TlsWatch;
import io.vtepd.tls.pki.Fingerprint;
import io.vtepd.tls.pki.KeyFiles;
import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.KeyMaker;
import io.vtepd.tls.pki.PemFiles;
import io.vtepd.tls.pki.PkiDirectory;
import io.vtepd.tls.pki.PkiDirectory.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is refused though the CA has signed them; and keys that certify themselves. */
@Tag("system")
class PeerRulesE2eTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final Inbox inbox = new Inbox();
  private Loops loops;
  private PkiDirectory pki;

  @BeforeEach
  void makeKeys() throws IOException {
    loops = new Loops();
    pki = new PkiDirectory(directory.resolve("pki"));
    pki.init(KeyKind.EC_P256, Instant.now(), MONTH, false);
    sign("gw", Role.SWITCH);
    sign("good", Role.CONTROLLER);
    sign("bad", Role.CONTROLLER);
    openssl("ca", "-config", "ca.cnf", "-gencrl", "-out", "crl.pem");
  }

  @AfterEach
  void stop() {
    loops.close();
  }

  private KeyFiles files(String name) {
    return new KeyFiles(directory.resolve(name));
  }

  private void sign(String name, Role role) throws IOException {
    KeyMaker maker = KeyMaker.of(files(name), false);
    maker.request(KeyKind.EC_P256, List.of());
    pki.sign(maker, role, Instant.now(), MONTH);
  }

  /** At the authority that signs controllers. */
  private void openssl(String... words) throws IOException {
    Stream<String> command = Stream.concat(Stream.of("openssl"), Stream.of(words));
    Tool.run(pki.root().resolve("controllerca"), command.toArray(String[]::new));
  }

  private void revokeBad() throws IOException {
    openssl("ca", "-config", "ca.cnf", "-revoke", files("bad").certificate().toString());
    openssl("ca", "-config", "ca.cnf", "-gencrl", "-out", "crl.pem");
  }

  private Path crl() {
    return pki.root().resolve("controllerca/crl.pem");
  }

  private TlsContexts contexts(Optional<Path> crl, String... names) throws IOException {
    TlsSettings settings =
        new TlsSettings(
            files("gw").privateKey(),
            files("gw").certificate(),
            new CaFile.Given(pki.caCertificate(Role.CONTROLLER)),
            Optional.empty(),
            crl,
            List.of(names),
            TlsSettings.DEFAULT_PROTOCOLS,
            List.of());
    return TlsContexts.load(settings, Instant.now());
  }

  private Listener listen(TlsContexts tls) throws IOException {
    return Listener.bind(
            Transport.withTls(loops.group, tls),
            Target.parsePassive("pssl:0:127.0.0.1"),
            ListenerSettings.DEFAULT,
            inbox)
        .join();
  }

  private Tool client(Listener listener, String name, Path ca, String... options)
      throws IOException {
    Stream<String> command = Stream.concat(command(listener, name, ca), Stream.of(options));
    return Tool.start(directory, command.toArray(String[]::new));
  }

  private Stream<String> command(Listener listener, String name, Path ca) {
    return Stream.of(
        "openssl",
        "s_client",
        "-connect",
        "127.0.0.1:" + ((Target.Pssl) listener.target()).tcpPort(),
        "-CAfile",
        ca.toString(),
        "-verify_return_error",
        "-key",
        files(name).privateKey().toString(),
        "-cert",
        files(name).certificate().toString());
  }

  private void requireRefused(Listener listener, String name, TlsFailure failure)
      throws IOException {
    int before = inbox.channels.size();
    try (Tool client = client(listener, name, pki.caCertificate(Role.SWITCH))) {
      client.type("{}");
      await()
          .atMost(DEADLINE)
          .untilAsserted(
              () -> assertThat(listener.counts().tlsFailures()).containsOnlyKeys(failure));
      client.awaitExit();
    }
    assertThat(inbox.channels).hasSize(before);
    assertThat(inbox.text()).doesNotContain("{}");
  }

  @Test
  void aRevokedClientIsCutOffByTheNextReadingAndRefusedFromThenOn() throws IOException {
    TlsContexts tls = contexts(Optional.of(crl()));
    Listener listener = listen(tls);
    try (Tool good = client(listener, "good", pki.caCertificate(Role.SWITCH))) {
      Channel stays = inbox.awaitChannel(1);
      try (Tool bad = client(listener, "bad", pki.caCertificate(Role.SWITCH))) {
        Channel goes = inbox.awaitChannel(2);
        revokeBad();
        TlsWatch watch = new TlsWatch(tls);
        watch.look(Instant.now());
        watch.look(Instant.now());
        bad.awaitExit();
        await().atMost(DEADLINE).until(() -> !goes.isOpen());
        assertThat(CloseReason.of(goes).orElseThrow()).contains("its certificate is revoked");
      }
      requireRefused(listener, "bad", TlsFailure.REVOKED);
      Inbox.send(stays, "still here\n");
      good.awaitOutput("still here");
    }
    assertThat(tls.current().expiries()).extracting(Expiry::use).contains(Expiry.Use.CRL);
    listener.close().join();
  }

  @Test
  void aRevokedServerIsRefused() throws IOException {
    revokeBad();
    int tcpPort = OvsPkiE2eTest.freeTcpPort();
    try (Tool server =
        Tool.start(
            directory,
            "openssl",
            "s_server",
            "-accept",
            "127.0.0.1:" + tcpPort,
            "-key",
            "bad-privkey.pem",
            "-cert",
            "bad-cert.pem")) {
      server.awaitOutput("ACCEPT");
      Connector connector =
          Connector.start(
              Transport.withTls(loops.group, contexts(Optional.of(crl()))),
              Target.parseActive("ssl:127.0.0.1:" + tcpPort),
              BackoffSettings.DEFAULT,
              inbox);
      await()
          .atMost(DEADLINE)
          .untilAsserted(() ->
              assertThat(connector.status().lastError())
                  .contains("TLS: refused peer: its certificate is revoked"));
      connector.close().join();
    }
    assertThat(inbox.channels).isEmpty();
  }

  @Test
  void onlyNamedPeersAreLetIn() throws IOException {
    Fingerprint fingerprint =
        Fingerprint.of(PemFiles.readCertificates(files("good").certificate()).getFirst());
    for (String name : List.of("good", fingerprint.text())) {
      Listener listener = listen(contexts(Optional.empty(), "another", name));
      int before = inbox.channels.size();
      requireRefused(listener, "bad", TlsFailure.UNKNOWN_PEER);
      try (Tool good = client(listener, "good", pki.caCertificate(Role.SWITCH))) {
        Inbox.send(inbox.awaitChannel(before + 1), "welcome\n");
        good.awaitOutput("welcome");
      }
      listener.close().join();
    }
  }

  @Test
  void suitesWithoutAuthenticatedEncryptionMustBeNamed() throws IOException {
    String suite = "ECDHE-ECDSA-AES128-SHA";
    TlsContexts usual = contexts(Optional.empty());
    TlsContexts named =
        TlsContexts.load(
            usual.settings().with(TlsSettings.DEFAULT_PROTOCOLS, List.of(suite)), Instant.now());
    String[] options = {"-tls1_2", "-cipher", suite};
    Path ca = pki.caCertificate(Role.SWITCH);
    Listener strict = listen(usual);
    try (Tool refused = client(strict, "good", ca, options)) {
      assertThat(refused.awaitExit()).isNotZero();
      assertThat(refused.output()).contains("handshake failure");
    }
    strict.close().join();
    Listener lax = listen(named);
    try (Tool admitted = client(lax, "good", ca, options)) {
      Inbox.send(inbox.awaitChannel(1), "welcome\n");
      admitted.awaitOutput("welcome");
    }
    lax.close().join();
  }

  @Test
  void twoEndsThatCertifyThemselvesTrustOneAnother() throws IOException {
    for (String name : List.of("a", "b")) {
      KeyMaker.of(files(name), false).selfSign(KeyKind.RSA_2048, List.of(), Instant.now(), MONTH);
    }
    TlsSettings settings =
        TlsSettings.of(
            files("a").privateKey(),
            files("a").certificate(),
            new CaFile.Given(files("b").certificate()));
    Listener listener = listen(TlsContexts.load(settings, Instant.now()));
    try (Tool client = client(listener, "b", files("a").certificate())) {
      Inbox.send(inbox.awaitChannel(1), "welcome\n");
      client.awaitOutput("welcome");
    }
    listener.close().join();
  }

  @Test
  void aListOfAnotherAuthorityOrNoListIsRefused() throws IOException {
    Path foreign = pki.root().resolve("switchca/crl.pem");
    Tool.run(
        foreign.getParent(), "openssl", "ca", "-config", "ca.cnf", "-gencrl", "-out", "crl.pem");
    assertThatThrownBy(() -> contexts(Optional.of(foreign)))
        .hasMessageContaining("is not signed by our CA");
    assertThatThrownBy(() -> contexts(Optional.of(files("gw").certificate())))
        .hasMessageContaining("holds no certificate revocation list but a certificate");
  }
}
