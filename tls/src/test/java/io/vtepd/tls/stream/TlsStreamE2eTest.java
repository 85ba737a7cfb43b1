package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.tls.context.CaFile;
import io.vtepd.tls.context.TestPki;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.context.TlsFailure;
import io.vtepd.tls.pki.Fingerprint;
import io.vtepd.tls.pki.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsStreamE2eTest {
  private static final BackoffSettings QUICK = new BackoffSettings(20, 100, 5_000);

  @TempDir Path directory;
  private Loops loops;

  @BeforeEach
  void start() {
    loops = new Loops();
  }

  @AfterEach
  void stop() {
    loops.close();
  }

  private Listener listen(TlsContexts tls, Inbox inbox) {
    return Listener.bind(
            Transport.withTls(loops.group, tls),
            Target.parsePassive("pssl:0:127.0.0.1"),
            ListenerSettings.DEFAULT,
            inbox)
        .join();
  }

  private Connector dial(TlsContexts tls, Listener listener, Inbox inbox) {
    int tcpPort = ((Target.Pssl) listener.target()).tcpPort();
    return Connector.start(
        Transport.withTls(loops.group, tls),
        Target.parseActive("ssl:127.0.0.1:" + tcpPort),
        QUICK,
        inbox);
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void bothEndsKnowTheOtherByItsCertificate(KeyKind kind) throws IOException {
    TestPki pki = new TestPki(directory, "ca", kind);
    Inbox server = new Inbox();
    Inbox client = new Inbox();
    TlsContexts clientTls = pki.contexts("vtep");
    Listener listener = listen(pki.contexts("controller"), server);
    Connector connector = dial(clientTls, listener, client);

    Inbox.send(client.awaitChannel(1), "ping");
    server.awaitText("ping");
    Inbox.send(server.awaitChannel(1), "pong");
    client.awaitText("pong");

    Peer.Certified seen = (Peer.Certified) server.peers.getFirst();
    assertThat(seen.commonName()).contains("vtep");
    assertThat(seen.fingerprint()).isEqualTo(Fingerprint.of(clientTls.current().certificate()));
    assertThat(client.peers.getFirst().toString()).startsWith("CN=controller ");
    assertThat(server.events).first().isEqualTo("active");
    assertThat(connector.status().phase()).isEqualTo(Reconnect.Phase.ACTIVE);
    assertThat(connector.status().lastError()).isEmpty();
    connector.close().join();
    assertThat(connector.status().phase()).isEqualTo(Reconnect.Phase.VOID);
    listener.close().join();
  }

  @Test
  void aPeerOfAnotherCaIsRefusedByBothSides() throws IOException {
    TestPki ours = new TestPki(directory, "ours", KeyKind.EC_P256);
    TestPki theirs = new TestPki(directory, "theirs", KeyKind.EC_P256);
    Inbox server = new Inbox();
    Listener listener = listen(ours.contexts("controller"), server);
    TlsContexts foreign =
        TlsContexts.load(theirs.settings("stranger", new CaFile.Given(ours.caFile)), Instant.now());
    Connector refused = dial(foreign, listener, new Inbox());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> listener.counts().tlsFailures().containsKey(TlsFailure.UNKNOWN_CA));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(refused.status().lastError())
                .hasValueSatisfying(
                    error -> assertThat(error).startsWith("TLS: peer refused us: ")));
    Connector refusing = dial(theirs.contexts("other"), listener, new Inbox());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(refusing.status().lastError())
                .isEqualTo(
                    Optional.of("TLS: refused peer: its certificate is not signed by our CA")));
    assertThat(server.channels).isEmpty();
    refused.close().join();
    refusing.close().join();
    listener.close().join();
  }

  @Test
  void theCaIsBootstrappedOnceFromTheFirstPeerAndCheckedFromThenOn() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    Path learned = directory.resolve("learned.pem");
    Inbox client = new Inbox();
    Listener listener = listen(pki.contexts("controller"), new Inbox());
    TlsContexts bootstrapping =
        TlsContexts.load(pki.settings("vtep", new CaFile.Bootstrap(learned)), Instant.now());
    assertThat(bootstrapping.current().isBootstrapping()).isTrue();
    Connector connector = dial(bootstrapping, listener, client);
    client.awaitChannel(1);
    assertThat(Files.readString(learned)).isEqualTo(Files.readString(pki.caFile));
    assertThat(bootstrapping.current().isBootstrapping()).isFalse();
    assertThat(connector.status().tryCount()).isEqualTo(1);
    connector.close().join();
    listener.close().join();
  }
}
