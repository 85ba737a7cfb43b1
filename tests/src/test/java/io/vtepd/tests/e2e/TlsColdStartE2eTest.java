package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * OpenSSL is the first peer after a start. OpenDaylight gives the handshake 400 ms; how long it
 * takes depends on the machine's load, so it is printed.
 */
@Tag("system")
class TlsColdStartE2eTest {

  @ParameterizedTest
  @CsvSource({"-tls1_2,TLSv1.2", "-tls1_3,TLSv1.3"})
  void firstHandshakeAfterAStartSucceeds(String option, String protocol, @TempDir Path folder)
      throws Exception {
    Pki pki = new Pki(folder.resolve("pki"), "ours");
    String address = "127.0.0.1:" + FreePorts.one();
    List<String> ours = pki.options("gw");
    Iterator<String> theirs =
        pki.options("odl").stream().map(word -> word.replaceFirst(".*?=", "")).iterator();
    String remote = "--remote=pssl:" + address.replaceFirst("(.*):(.*)", "$2:$1");
    try (ApplianceProcess _ =
        ApplianceProcess.start(
            folder, Schemas.openVswitch(), ours.get(0), ours.get(1), ours.get(2), remote)) {
      // The unix socket, by which the start is told, may be there before.
      await("a listener on " + address).until(() -> listens(address));
      long start = System.nanoTime();
      String printed =
          Commands.run(
              "openssl",
              "s_client",
              "-brief",
              "-verify_return_error",
              option,
              "-connect",
              address,
              "-key",
              theirs.next(),
              "-cert",
              theirs.next(),
              "-CAfile",
              theirs.next());
      long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
      System.out.printf(
          "  first %s handshake after a start, openssl's own included: %d ms%n", protocol, ms);
      assertThat(printed).contains("Protocol version: " + protocol).contains("Verification: OK");
    }
  }

  private static boolean listens(String address) throws IOException {
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }
}
