package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.e2e.Pki;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers that begin a TLS handshake and do not end it: they can't keep others out. */
@Tag("system")
@Timeout(240)
class SlowHandshakesTest {

  private static final int SLOW = 100;

  /** The head of a ClientHello of 512 bytes, which never come. */
  private static final byte[] HALF_HELLO = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01};

  @TempDir private Path folder;

  @Test
  void otherPeersGetInAndTheSlowOnesAreDropped() throws Exception {
    int tcpPort = FreePorts.one();
    Pki pki = new Pki(folder.resolve("pki"), "authority");
    List<String> options = new ArrayList<>(pki.options("server"));
    options.add("--remote=pssl:" + tcpPort + ":127.0.0.1");
    options.add("--limit=handshakes=20");
    List<String> client = new ArrayList<>(List.of("ovsdb-client", "--timeout=60"));
    client.addAll(pki.options("client"));
    client.addAll(List.of("list-dbs", "ssl:127.0.0.1:" + tcpPort));
    try (BesiegedServer server = BesiegedServer.start(folder, options.toArray(String[]::new))) {
      List<SocketChannel> slow = new ArrayList<>();
      try {
        for (int i = 0; i < SLOW; i++) {
          SocketChannel channel =
              SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort));
          slow.add(channel);
          channel.write(ByteBuffer.wrap(HALF_HELLO));
        }
        server.serveBystander();
        assertThat(Commands.run(client.toArray(String[]::new))).contains(BesiegedServer.DATABASE);
        server.awaitLog("limit=handshakes");
        server.serveBystander();
      } finally {
        for (SocketChannel channel : slow) {
          channel.close();
        }
      }
      server.assertRecovered();
    }
  }
}
