package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.vtepd.tls.context.TestPki;
import io.vtepd.tls.context.TlsFailure;
import io.vtepd.tls.pki.KeyKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerE2eTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;
  private Loops loops;
  private final Inbox inbox = new Inbox();

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

  private Listener bind(String target, ListenerSettings settings) {
    return Listener.bind(Transport.plain(loops.group), Target.parsePassive(target), settings, inbox)
        .join();
  }

  private static int tcpPort(Listener listener) {
    return switch (listener.target()) {
      case Target.Pssl t -> t.tcpPort();
      case Target.Ptcp t -> t.tcpPort();
      case Target.Punix t -> throw new AssertionError("no port in " + t);
    };
  }

  private static Socket connect(Listener listener) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), tcpPort(listener));
  }

  @Test
  void reportsThePortThatTheSystemChose() throws IOException {
    Listener listener = bind("ptcp:0:127.0.0.1", ListenerSettings.DEFAULT);
    assertThat(tcpPort(listener)).isPositive();
    assertThat(listener.target()).hasToString("ptcp:" + tcpPort(listener) + ":127.0.0.1");
    try (Socket client = connect(listener)) {
      client.getOutputStream().write(HELLO);
      inbox.awaitText("hello");
      assertThat(inbox.peers)
          .containsExactly(new Peer.Addressed("127.0.0.1:" + client.getLocalPort()));
      assertThat(inbox.awaitChannel(1).attr(Peer.ATTRIBUTE).get())
          .isEqualTo(inbox.peers.getFirst());
    }
    listener.close().join();
  }

  @Test
  void aTakenPortIsAClearError() {
    Listener listener = bind("ptcp:0:127.0.0.1", ListenerSettings.DEFAULT);
    assertThatThrownBy(() -> bind(listener.target().toString(), ListenerSettings.DEFAULT))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("can't listen on " + listener.target() + ": Address already in use");
    assertThatThrownBy(() -> bind("pssl:0", ListenerSettings.DEFAULT))
        .hasMessageContaining("needs TLS: give --ca-cert");
    listener.close().join();
  }

  @Test
  void addressIsFreeWhenTheListenerIsClosed() {
    Listener listener = bind("ptcp:0:127.0.0.1", ListenerSettings.DEFAULT);
    for (int i = 0; i < 50; i++) {
      listener.close().join();
      listener = bind(listener.target().toString(), ListenerSettings.DEFAULT);
    }
    listener.close().join();
  }

  @Test
  void closingLeavesAcceptedChannelsToTheCaller() throws IOException {
    Listener listener = bind("ptcp:0:127.0.0.1", ListenerSettings.DEFAULT);
    try (Socket client = connect(listener)) {
      Channel accepted = inbox.awaitChannel(1);
      listener.close().join();
      soon().until(() -> isRefused(listener));
      client.getOutputStream().write(HELLO);
      inbox.awaitText("hello");
      listener.closeConnections("shutting down");
      soon().until(() -> !accepted.isOpen());
      assertThat(CloseReason.of(accepted)).contains("shutting down");
    }
  }

  @Test
  void oneAddressCannotTakeThePlacesOfOthers() throws IOException {
    Transport transport = Transport.plain(loops.group);
    ListenerSettings settings = ListenerSettings.DEFAULT.withAddressLimit(2);
    Listener listener =
        Listener.bind(transport, Target.parsePassive("ptcp:0"), settings, inbox).join();
    InetAddress other = InetAddress.ofLiteral("127.0.0.2");
    Socket second = connect(listener);
    try (Socket first = connect(listener);
        Socket third = connect(listener)) {
      assertThat(isEnded(third)).isTrue();
      assertThat(transport.counters().limitHits())
          .containsEntry(StreamLimit.ADDRESS_CONNECTIONS, 1L)
          .containsEntry(StreamLimit.CONNECTIONS, 0L);
      try (Socket guest =
          new Socket(InetAddress.getLoopbackAddress(), tcpPort(listener), other, 0)) {
        guest.getOutputStream().write(HELLO);
        inbox.awaitText("hello");
      }
      soon().until(() -> listener.counts().openCount() == 2);
      second.close();
      soon().until(() -> listener.counts().openCount() == 1);
      try (Socket again = connect(listener)) {
        again.getOutputStream().write(HELLO);
        inbox.awaitText("hellohello");
      }
      assertThat(first.isClosed()).isFalse();
    }
    listener.close().join();
  }

  @Test
  void connectionsPastTheLimitAreClosedAndCounted() throws IOException {
    Listener listener = bind("ptcp:0:127.0.0.1", ListenerSettings.DEFAULT.withConnectionLimit(2));
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      clients.add(connect(listener));
    }
    inbox.awaitChannel(2);
    clients.add(connect(listener));
    assertThat(isEnded(clients.get(2))).isTrue();
    assertThat(listener.counts().overLimitCount()).isEqualTo(1);
    clients.get(0).close();
    soon().until(() -> listener.counts().openCount() == 1);
    clients.add(connect(listener));
    inbox.awaitChannel(3);
    for (Socket client : clients) {
      client.close();
    }
    listener.close().join();
  }

  private static boolean isRefused(Listener listener) throws IOException {
    try (Socket another = connect(listener)) {
      return another.isClosed();
    } catch (ConnectException e) {
      return true;
    }
  }

  private static boolean isEnded(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (IOException e) {
      // A reset ends it as well.
      return true;
    }
  }

  @Test
  void silentPeersDoNotKeepTlsPeersOut() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    Listener listener =
        Listener.bind(
                Transport.withTls(loops.group, pki.contexts("server")),
                Target.parsePassive("pssl:0:127.0.0.1"),
                ListenerSettings.DEFAULT.withHandshakes(2, 60_000),
                inbox)
            .join();
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      silent.add(connect(listener));
    }
    Connector connector =
        Connector.start(
            Transport.withTls(loops.group, pki.contexts("client")),
            Target.parseActive("ssl:127.0.0.1:" + tcpPort(listener)),
            new BackoffSettings(10, 10, 20_000),
            new Inbox());
    inbox.awaitChannel(1);
    connector.close().join();
    for (Socket socket : silent) {
      socket.close();
    }
    listener.close().join();
  }

  @Test
  void aHandshakeHasATimeoutAndClearTextIsRefused() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    Listener listener =
        Listener.bind(
                Transport.withTls(loops.group, pki.contexts("server")),
                Target.parsePassive("pssl:0:127.0.0.1"),
                ListenerSettings.DEFAULT.withHandshakes(10, 200),
                inbox)
            .join();
    try (Socket silent = connect(listener);
        Socket clear = connect(listener)) {
      OutputStream out = clear.getOutputStream();
      out.write(
          "{\"method\":\"list_dbs\",\"params\":[],\"id\":0}".getBytes(StandardCharsets.UTF_8));
      assertThat(isEnded(silent)).isTrue();
      assertThat(isEnded(clear)).isTrue();
    }
    soon()
        .untilAsserted(() ->
            assertThat(listener.counts().tlsFailures())
                .containsEntry(TlsFailure.TIMEOUT, 1L)
                .containsEntry(TlsFailure.NOT_TLS, 1L));
    assertThat(inbox.channels).isEmpty();
    assertThat(inbox.text()).isEmpty();
    listener.close().join();
  }

  @Test
  void aUnixSocketHasItsModeAndGoesWithTheListener() throws IOException {
    Path file = directory.resolve("db.sock");
    Listener listener =
        bind(
            "punix:" + file,
            ListenerSettings.DEFAULT.withSocketMode(PosixFilePermissions.fromString("rwx------")));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwx------");
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      client.write(ByteBuffer.wrap(HELLO));
      inbox.awaitText("hello");
      assertThat(inbox.peers).containsExactly(new Peer.Local());
      assertThat(inbox.peers.getFirst()).hasToString("unix");
    }
    listener.close().join();
    assertThat(file).doesNotExist();
  }

  @Test
  void aStaleSocketIsReplacedAndALiveOneIsNot() throws IOException {
    Path file = directory.resolve("db.sock");
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      // Under its first name the JDK would remove it.
      left.bind(UnixDomainSocketAddress.of(directory.resolve("first")));
      Files.move(directory.resolve("first"), file);
    }
    assertThat(file).exists();
    Listener listener = bind("punix:" + file, ListenerSettings.DEFAULT);
    assertThatThrownBy(() -> bind("punix:" + file, ListenerSettings.DEFAULT))
        .hasMessageContaining("another process listens on " + file);
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      assertThat(client.isConnected()).isTrue();
    }
    listener.close().join();
    Files.writeString(file, "not a socket");
    assertThatThrownBy(() -> bind("punix:" + file, ListenerSettings.DEFAULT))
        .hasMessageContaining("exists and is not a socket");
    assertThatThrownBy(() -> bind("punix:" + directory + "/no/db.sock", ListenerSettings.DEFAULT))
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aHandlerThatFailsCostsItsChannelOnly() throws IOException {
    Listener listener =
        Listener.bind(
                Transport.plain(loops.group),
                Target.parsePassive("ptcp:0:127.0.0.1"),
                ListenerSettings.DEFAULT,
                (channel, peer) -> {
                  if (inbox.channels.isEmpty()) {
                    inbox.channels.add(channel);
                    throw new IllegalStateException("a bug");
                  }
                  inbox.onReady(channel, peer);
                })
            .join();
    try (Socket first = connect(listener)) {
      assertThat(isEnded(first)).isTrue();
    }
    try (Socket second = connect(listener)) {
      inbox.awaitChannel(2);
      assertThat(second.isConnected()).isTrue();
    }
    listener.close().join();
  }
}
