package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.vtepd.tls.context.CaFile;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.context.TlsFailure;
import io.vtepd.tls.context.TlsSettings;
import io.vtepd.tls.pki.Certificates;
import io.vtepd.tls.pki.PemFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against OpenSSL, with the keys that an operator of Open vSwitch makes. */
@Tag("system")
class OvsPkiE2eTest {
  private static final BackoffSettings QUICK = new BackoffSettings(50, 200, 5_000);

  @TempDir static Path pki;
  @TempDir Path directory;
  private Loops loops;
  private final Inbox inbox = new Inbox();

  @BeforeAll
  static void makeKeys() throws IOException {
    ovsPki("init");
    ovsPki("req+sign", "sc", "switch");
    ovsPki("req+sign", "ctl", "controller");
    Files.writeString(
        pki.resolve("ctl-chain.pem"),
        Files.readString(pki.resolve("ctl-cert.pem")) + Files.readString(controllerCa()));
    Tool.run(pki, "openssl", "ecparam", "-name", "prime256v1", "-genkey", "-out", "ec-privkey.pem");
    Tool.run(
        pki,
        "openssl",
        "req",
        "-x509",
        "-new",
        "-key",
        "ec-privkey.pem",
        "-subj",
        "/CN=lone ec",
        "-days",
        "2",
        "-out",
        "ec-cert.pem");
    Tool.run(
        pki, "openssl", "rsa", "-traditional", "-in", "sc-privkey.pem", "-out", "old-privkey.pem");
  }

  private static void ovsPki(String... arguments) throws IOException {
    Stream<String> command =
        Stream.concat(
            Stream.of("ovs-pki", "--dir=" + pki.resolve("pki"), "--log=" + pki.resolve("log")),
            Stream.of(arguments));
    Tool.run(pki, command.toArray(String[]::new));
  }

  private static Path switchCa() {
    return pki.resolve("pki/switchca/cacert.pem");
  }

  private static Path controllerCa() {
    return pki.resolve("pki/controllerca/cacert.pem");
  }

  private static TlsContexts switchSide(CaFile ca) throws IOException {
    return TlsContexts.load(
        TlsSettings.of(pki.resolve("sc-privkey.pem"), pki.resolve("sc-cert.pem"), ca),
        Instant.now());
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30));
  }

  @BeforeEach
  void start() {
    loops = new Loops();
  }

  @AfterEach
  void stop() {
    loops.close();
  }

  private Listener listen() throws IOException {
    return Listener.bind(
            Transport.withTls(loops.group, switchSide(new CaFile.Given(controllerCa()))),
            Target.parsePassive("pssl:0:127.0.0.1"),
            ListenerSettings.DEFAULT,
            inbox)
        .join();
  }

  private Tool client(Listener listener, String... options) throws IOException {
    int tcpPort = ((Target.Pssl) listener.target()).tcpPort();
    Stream<String> command =
        Stream.concat(
            Stream.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + tcpPort,
                "-showcerts",
                "-CAfile",
                switchCa().toString(),
                "-verify_return_error"),
            Stream.of(options));
    return Tool.start(pki, command.toArray(String[]::new));
  }

  private Tool server(int tcpPort, String certificate, String... options) throws IOException {
    Stream<String> command =
        Stream.concat(
            Stream.of(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:" + tcpPort,
                "-key",
                "ctl-privkey.pem",
                "-cert",
                certificate,
                "-CAfile",
                switchCa().toString(),
                "-Verify",
                "2",
                "-verify_return_error"),
            Stream.of(options));
    Tool server = Tool.start(pki, command.toArray(String[]::new));
    server.awaitOutput("ACCEPT");
    return server;
  }

  private Connector dial(int tcpPort, TlsContexts tls) {
    return Connector.start(
        Transport.withTls(loops.group, tls),
        Target.parseActive("ssl:127.0.0.1:" + tcpPort),
        QUICK,
        inbox);
  }

  static int freeTcpPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aControllerDialsIn(String version) throws IOException {
    Listener listener = listen();
    try (Tool client =
        client(listener, version, "-key", "ctl-privkey.pem", "-cert", "ctl-cert.pem")) {
      Channel channel = inbox.awaitChannel(1);
      client.type("{\"id\":0}\n");
      inbox.awaitText("{\"id\":0}");
      Inbox.send(channel, "answer from us");
      client.awaitOutput("answer from us");
      client.awaitOutput("Verify return code: 0 (ok)");
    }
    Peer.Certified peer = (Peer.Certified) inbox.peers.getFirst();
    assertThat(peer.commonName().orElseThrow()).startsWith("ctl id:");
    listener.close().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void withoutACertificateNotAByteIsRead(String version) throws IOException {
    Listener listener = listen();
    try (Tool client = client(listener, version)) {
      client.type("{\"id\":0}\n");
      soon()
          .untilAsserted(() ->
              assertThat(listener.counts().tlsFailures())
                  .containsOnlyKeys(TlsFailure.NO_CERTIFICATE));
      client.awaitExit();
    }
    assertThat(inbox.channels).isEmpty();
    assertThat(inbox.text()).isEmpty();
    listener.close().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aCertificateOfAnotherCaIsRefused(String version) throws IOException {
    Listener listener = listen();
    try (Tool client =
        client(listener, version, "-key", "sc-privkey.pem", "-cert", "sc-cert.pem")) {
      client.type("{\"id\":0}\n");
      soon()
          .untilAsserted(() ->
              assertThat(listener.counts().tlsFailures()).containsOnlyKeys(TlsFailure.UNKNOWN_CA));
      client.awaitExit();
      assertThat(client.output()).contains("alert");
    }
    assertThat(inbox.channels).isEmpty();
    listener.close().join();
  }

  @Test
  void noSessionIsResumedSoEachConnectionShowsItsCertificate() throws IOException {
    Listener listener = listen();
    try (Tool client =
        client(
            listener,
            "-tls1_2",
            "-reconnect",
            "-key",
            "ctl-privkey.pem",
            "-cert",
            "ctl-cert.pem")) {
      inbox.awaitChannel(6);
      client.awaitOutput("drop connection and then reconnect");
      assertThat(client.output()).doesNotContain("Reused, ");
    }
    listener.close().join();
  }

  @Test
  void oldProtocolsAreRefused() throws IOException {
    Listener listener = listen();
    try (Tool client =
        client(
            listener,
            "-tls1_1",
            "-cipher",
            "ALL:@SECLEVEL=0",
            "-key",
            "ctl-privkey.pem",
            "-cert",
            "ctl-cert.pem")) {
      soon()
          .untilAsserted(() ->
              assertThat(listener.counts().tlsFailures())
                  .containsOnlyKeys(TlsFailure.PROTOCOL_VERSION));
      client.awaitExit();
    }
    listener.close().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void weDialAController(String version) throws IOException {
    int tcpPort = freeTcpPort();
    try (Tool server = server(tcpPort, "ctl-cert.pem", version)) {
      Connector connector = dial(tcpPort, switchSide(new CaFile.Given(controllerCa())));
      Inbox.send(inbox.awaitChannel(1), "hello from the switch\n");
      server.awaitOutput("hello from the switch");
      server.type("answer\n");
      inbox.awaitText("answer");
      assertThat(inbox.peers.getFirst().toString()).startsWith("CN=ctl id:");
      connector.close().join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aControllerThatDoesNotTrustUsSaysSo(String version) throws IOException {
    int tcpPort = freeTcpPort();
    TlsContexts stranger =
        TlsContexts.load(
            TlsSettings.of(
                pki.resolve("ec-privkey.pem"),
                pki.resolve("ec-cert.pem"),
                new CaFile.Given(controllerCa())),
            Instant.now());
    try (Tool server = server(tcpPort, "ctl-cert.pem", version)) {
      Connector connector = dial(tcpPort, stranger);
      soon()
          .untilAsserted(() ->
              assertThat(connector.status().lastError().orElse(""))
                  .startsWith("TLS: peer refused us: "));
      assertThat(server.output()).contains("verify error");
      connector.close().join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void theCaIsLearnedFromAControllerThatSendsIt(String version) throws IOException {
    int tcpPort = freeTcpPort();
    Path learned = directory.resolve("learned.pem");
    try (Tool server =
        server(tcpPort, "ctl-cert.pem", version, "-cert_chain", controllerCa().toString())) {
      TlsContexts tls = switchSide(new CaFile.Bootstrap(learned));
      Connector connector = dial(tcpPort, tls);
      Inbox.send(inbox.awaitChannel(1), "verified\n");
      server.awaitOutput("verified");
      assertThat(PemFiles.readCertificates(learned))
          .isEqualTo(PemFiles.readCertificates(controllerCa()));
      connector.close().join();
    }
    assertThat(inbox.channels).hasSize(1);
  }

  @Test
  void nothingIsLearnedFromAControllerThatDoesNotSendItsCa() throws IOException {
    int tcpPort = freeTcpPort();
    Path learned = directory.resolve("learned.pem");
    try (Tool server = server(tcpPort, "ctl-cert.pem")) {
      Connector connector = dial(tcpPort, switchSide(new CaFile.Bootstrap(learned)));
      soon()
          .untilAsserted(() ->
              assertThat(connector.status().lastError().orElse(""))
                  .contains("1 certificate(s) and no self-signed CA among them"));
      connector.close().join();
      assertThat(server.output()).contains("ACCEPT");
    }
    assertThat(learned).doesNotExist();
    assertThat(inbox.channels).isEmpty();
  }

  @Test
  void ourChainFileIsSentWithItsCa() throws IOException {
    Files.writeString(
        pki.resolve("sc-chain.pem"),
        Files.readString(pki.resolve("sc-cert.pem")) + Files.readString(switchCa()));
    TlsContexts tls =
        TlsContexts.load(
            TlsSettings.of(
                pki.resolve("sc-privkey.pem"),
                pki.resolve("sc-chain.pem"),
                new CaFile.Given(controllerCa())),
            Instant.now());
    Listener listener =
        Listener.bind(
                Transport.withTls(loops.group, tls),
                Target.parsePassive("pssl:0:127.0.0.1"),
                ListenerSettings.DEFAULT,
                inbox)
            .join();
    try (Tool client = client(listener, "-key", "ctl-privkey.pem", "-cert", "ctl-cert.pem")) {
      inbox.awaitChannel(1);
      client.awaitOutput("Verify return code: 0 (ok)");
      assertThat(client.output())
          .contains(" 1 s:C = US, ST = CA, O = Open vSwitch, OU = switchca, CN = OVS switchca");
    }
    listener.close().join();
  }

  @Test
  void theKeysOfOpensslAreRead() throws IOException {
    assertThat(Files.readString(pki.resolve("ec-privkey.pem"))).contains("EC PARAMETERS");
    assertThat(PemFiles.readPrivateKey(pki.resolve("ec-privkey.pem")).getAlgorithm())
        .isEqualTo("EC");
    assertThat(Files.readString(pki.resolve("old-privkey.pem"))).contains("RSA PRIVATE KEY");
    assertThat(PemFiles.readPrivateKey(pki.resolve("old-privkey.pem")))
        .isEqualTo(PemFiles.readPrivateKey(pki.resolve("sc-privkey.pem")));
    assertThat(Certificates.isAuthority(PemFiles.readCertificates(switchCa()).getFirst())).isTrue();
  }
}
