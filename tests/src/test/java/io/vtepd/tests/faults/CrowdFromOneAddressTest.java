package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.WebPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One host that connects as often as it can: it has its share of the places, others theirs. */
@Tag("system")
@Timeout(240)
class CrowdFromOneAddressTest {

  private static final int CROWD = 3_000;
  private static final int LIMIT = 100;
  private static final String HITS = "vtepd_limit_hits_total{limit=\"address-connections\"}";

  @TempDir private Path folder;

  @Test
  void othersGetInAndTheRestIsCounted() throws Exception {
    List<Integer> ports = FreePorts.list(2);
    int tcpPort = ports.get(0);
    String[] options = {
      "--remote=ptcp:" + tcpPort + ":0.0.0.0",
      "--limit=address-connections=" + LIMIT,
      "--web=127.0.0.1:" + ports.get(1)
    };
    try (BesiegedServer server = BesiegedServer.start(folder, options);
        WebPeer web = new WebPeer(ports.get(1))) {
      List<SocketChannel> crowd = new ArrayList<>();
      try {
        for (int i = 0; i < CROWD; i++) {
          join(crowd, tcpPort);
        }
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(web.metric(HITS)).isEqualTo(CROWD - LIMIT));
        assertThat(web.metric("vtepd_sessions")).isEqualTo(LIMIT + 1);
        server.awaitLog("event=limit-hit limit=address-connections value=100 addr=127.0.0.1:");
        assertThat(server.log().lines().filter(line -> line.contains("limit-hit"))).hasSize(1);
        server.serveBystander();
        assertThat(listFrom("127.0.0.2", tcpPort)).contains(BesiegedServer.DATABASE);
        assertThat(web.page("/livez").statusCode()).isEqualTo(200);
        assertThat(web.page("/readyz").body())
            .contains("listener ptcp:" + tcpPort + ":0.0.0.0 ok\n", "listeners ok\n");
      } finally {
        for (SocketChannel channel : crowd) {
          channel.close();
        }
      }
      server.assertRecovered();
    }
  }

  private static void join(List<SocketChannel> crowd, int tcpPort) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort);
    try {
      crowd.add(SocketChannel.open(address));
    } catch (SocketException e) {
      // Refused before the connection was told to be up.
      assertThat(e).hasMessageMatching("(?i).*reset.*");
    }
  }

  /** Asks as another host of the loopback network does. */
  private static String listFrom(String source, int tcpPort) throws IOException {
    return Commands.run(
        "python3",
        "-c",
        "import socket,sys\n"
            + "s = socket.create_connection(('127.0.0.1', int(sys.argv[2])), 20,"
            + " (sys.argv[1], 0))\n"
            + "s.sendall(b'{\"id\":1,\"method\":\"list_dbs\",\"params\":[]}')\n"
            + "print(s.recv(4096).decode())",
        source,
        Integer.toString(tcpPort));
  }
}
