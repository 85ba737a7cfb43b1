package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.vtepd.tls.context.TestPki;
import io.vtepd.tls.pki.KeyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorE2eTest {
  private static final BackoffSettings QUICK = new BackoffSettings(10, 40, 2_000);

  /** The alert, in the clear as within a handshake: RFC 5246 section 7.2. */
  private static final byte[] CLOSE_NOTIFY = HexFormat.of().parseHex("15030300020100");

  @TempDir Path directory;
  private Loops loops;
  private final Inbox server = new Inbox();
  private final Inbox client = new Inbox();

  @BeforeEach
  void start() {
    loops = new Loops();
  }

  @AfterEach
  void stop() {
    loops.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(20));
  }

  private Listener listen(String target) {
    return Listener.bind(
            Transport.plain(loops.group),
            Target.parsePassive(target),
            ListenerSettings.DEFAULT,
            server)
        .join();
  }

  private Connector dial(String target) {
    return Connector.start(Transport.plain(loops.group), Target.parseActive(target), QUICK, client);
  }

  private static int freeTcpPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void dialsUntilSomebodyListensAndAgainWhenTheConnectionEnds() throws IOException {
    int tcpPort = freeTcpPort();
    List<Reconnect.Phase> phases = new CopyOnWriteArrayList<>();
    Connector connector =
        Connector.start(
            Transport.plain(loops.group),
            Target.parseActive("tcp:127.0.0.1:" + tcpPort),
            QUICK,
            client,
            status -> phases.add(status.phase()));
    soon().until(() -> connector.status().tryCount() > 3);
    assertThat(connector.status().lastError()).contains("connection refused");
    assertThat(connector.status().isConnected()).isFalse();
    assertThat(connector.status().secSinceConnect()).isEmpty();

    Listener listener = listen("ptcp:" + tcpPort + ":127.0.0.1");
    server.awaitChannel(1).close();
    client.awaitChannel(2);
    soon().until(() -> connector.status().isConnected());
    assertThat(connector.status().lastError()).contains("connection closed by peer");
    assertThat(phases)
        .startsWith(
            Reconnect.Phase.BACKOFF,
            Reconnect.Phase.CONNECTING,
            Reconnect.Phase.BACKOFF,
            Reconnect.Phase.CONNECTING)
        .endsWith(
            Reconnect.Phase.ACTIVE,
            Reconnect.Phase.BACKOFF,
            Reconnect.Phase.CONNECTING,
            Reconnect.Phase.ACTIVE);
    connector.close().join();
    assertThat(client.channels.get(1).isOpen()).isFalse();
    listener.close().join();
  }

  @Test
  void theProtocolSaysWhyItClosed() {
    Listener listener = listen("ptcp:0:127.0.0.1");
    Connector connector = dial("tcp:127.0.0.1:" + ((Target.Ptcp) listener.target()).tcpPort());
    CloseReason.close(client.awaitChannel(1), "not JSON at offset 3");
    client.awaitChannel(2);
    assertThat(connector.status().lastError()).contains("not JSON at offset 3");
    connector.drop("asked by the operator");
    client.awaitChannel(3);
    assertThat(connector.status().lastError()).contains("asked by the operator");
    connector.close().join();
    listener.close().join();
  }

  @Test
  void aSilentPeerIsIdleThenDroppedAndDialledAgain() {
    Listener listener = listen("ptcp:0:127.0.0.1");
    int tcpPort = ((Target.Ptcp) listener.target()).tcpPort();
    List<Reconnect.Phase> phases = new CopyOnWriteArrayList<>();
    Connector connector =
        Connector.start(
            Transport.plain(loops.group),
            Target.parseActive("tcp:127.0.0.1:" + tcpPort),
            QUICK,
            (channel, peer) -> {
              ProbeHandler.install(channel, 100);
              client.onReady(channel, peer);
            },
            status -> phases.add(status.phase()));
    Channel accepted = server.awaitChannel(1);
    soon().until(() -> phases.contains(Reconnect.Phase.IDLE));
    Inbox.send(accepted, "answer");
    soon()
        .until(() ->
            phases.lastIndexOf(Reconnect.Phase.ACTIVE) > phases.indexOf(Reconnect.Phase.IDLE));
    client.awaitChannel(2);
    assertThat(connector.status().lastError())
        .contains("no answer to the inactivity probe for 100 ms");
    assertThat(client.events).contains(ProbeEvent.SEND_PROBE, ProbeEvent.TIMED_OUT);
    connector.close().join();
    listener.close().join();
  }

  @Test
  void namesAreResolvedAndUnknownOnesReported() {
    Listener listener = listen("ptcp:0:127.0.0.1");
    int tcpPort = ((Target.Ptcp) listener.target()).tcpPort();
    Connector known = dial("tcp:localhost:" + tcpPort);
    client.awaitChannel(1);
    Connector unknown = dial("tcp:no-such-host.invalid:" + tcpPort);
    soon().until(() -> unknown.status().lastError().isPresent());
    assertThat(unknown.status().lastError().orElseThrow()).startsWith("host not found: ");
    known.close().join();
    unknown.close().join();
    listener.close().join();
  }

  @Test
  void dialsUnixSockets() {
    Path file = directory.resolve("db.sock");
    Connector connector = dial("unix:" + file);
    soon().until(() -> connector.status().lastError().isPresent());
    assertThat(connector.status().lastError()).contains("no such file or directory");
    Listener listener = listen("punix:" + file);
    Inbox.send(client.awaitChannel(1), "over unix");
    server.awaitText("over unix");
    assertThat(client.peers).containsExactly(new Peer.Local());
    connector.close().join();
    listener.close().join();
  }

  @Test
  void aTlsDialToASilentPeerIsGivenUp() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    Listener silent = listen("ptcp:0:127.0.0.1");
    Connector connector =
        Connector.start(
            Transport.withTls(loops.group, pki.contexts("a")),
            Target.parseActive("ssl:127.0.0.1:" + ((Target.Ptcp) silent.target()).tcpPort()),
            new BackoffSettings(10, 10, 300),
            client);
    soon().until(() -> connector.status().lastError().isPresent());
    assertThat(connector.status().lastError()).contains("TLS: handshake timed out");
    assertThat(client.channels).isEmpty();
    connector.close().join();
    connector.close().join();
    silent.close().join();
  }

  @Test
  void aPeerThatTakesItsLeaveWithinTheHandshakeIsSaidToHaveLeft() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    Listener leaving = listen("ptcp:0:127.0.0.1");
    Connector connector =
        Connector.start(
            Transport.withTls(loops.group, pki.contexts("a")),
            Target.parseActive("ssl:127.0.0.1:" + ((Target.Ptcp) leaving.target()).tcpPort()),
            new BackoffSettings(10_000, 10_000, 10_000),
            client);
    // OpenDaylight does so when the handshake is not done after 400 ms.
    server
        .awaitChannel(1)
        .writeAndFlush(Unpooled.wrappedBuffer(CLOSE_NOTIFY))
        .addListener(ChannelFutureListener.CLOSE);
    soon().until(() -> connector.status().lastError().isPresent());
    assertThat(connector.status().lastError())
        .contains("TLS: connection closed within the handshake");
    connector.close().join();
    leaving.close().join();
  }
}
