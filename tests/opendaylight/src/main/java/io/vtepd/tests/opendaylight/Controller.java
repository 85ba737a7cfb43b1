package io.vtepd.tests.opendaylight;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.opendaylight.aaa.cert.api.ICertificateManager;
import org.opendaylight.ovsdb.lib.OvsdbClient;
import org.opendaylight.ovsdb.lib.OvsdbConnectionListener;
import org.opendaylight.ovsdb.lib.impl.NettyBootstrapFactory;
import org.opendaylight.ovsdb.lib.impl.OvsdbConnectionService;

/**
 * {@code Controller dial PORT [KEYSTORE PASSWORD]} connects to a VTEP on the loopback address,
 * {@code Controller listen PORT [KEYSTORE PASSWORD]} waits to be dialled. Then it makes a network,
 * binds it and takes it away again: once to rehearse, and then on another connection, which when it
 * listens is for the VTEP to make, with the time limits that OpenDaylight has by default.
 */
public final class Controller {

  private static final int RPC_LIMIT_MS = 1_000;
  private static final int REHEARSAL_LIMIT_MS = 60_000;
  private static final NetworkStory.Place PLACE =
      new NetworkStory.Place("p1", 7, 70, "fa:16:3e:00:00:01", "192.0.2.2");
  private static final int FRAME_NOTICE_BYTES = 100_000;

  private Controller() {}

  /** Runs once; the exit code tells how it went. */
  public static void main(String[] words) throws Exception {
    int tcpPort = Integer.parseInt(words[1]);
    Optional<ICertificateManager> keys =
        words.length > 2 ? Optional.of(new Keys(Path.of(words[2]), words[3])) : Optional.empty();
    int exitCode = 1;
    try {
      OvsdbConnectionService service =
          new OvsdbConnectionService(new NettyBootstrapFactory(), keys.orElse(null));
      service.setJsonRpcDecoderMaxFrameLength(FRAME_NOTICE_BYTES);
      Callable<OvsdbClient> clients =
          switch (words[0]) {
            case "dial" -> () -> dial(service, tcpPort, keys);
            case "listen" -> accept(service, tcpPort, keys)::take;
            default -> throw new IllegalArgumentException("dial or listen, not " + words[0]);
          };
      // An OpenDaylight has been up for long: this process shall not be the slow end.
      OvsdbClient rehearsed = tell(service, clients, REHEARSAL_LIMIT_MS, line -> {});
      System.out.println("rehearsed");
      if (words[0].equals("dial")) {
        rehearsed.disconnect();
      }
      tell(service, clients, RPC_LIMIT_MS, System.out::println).disconnect();
      exitCode = 0;
    } catch (Exception e) {
      e.printStackTrace(System.out);
    }
    // The library leaves threads behind.
    System.exit(exitCode);
  }

  private static OvsdbClient tell(
      OvsdbConnectionService service,
      Callable<OvsdbClient> clients,
      int limitMs,
      Consumer<String> listener)
      throws Exception {
    service.setOvsdbRpcTaskTimeout(limitMs);
    OvsdbClient client = clients.call();
    new NetworkStory(client, PLACE, limitMs, listener).tell();
    return client;
  }

  private static OvsdbClient dial(
      OvsdbConnectionService service, int tcpPort, Optional<ICertificateManager> keys) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    OvsdbClient client =
        keys.isPresent()
            ? service.connectWithSsl(loopback, tcpPort, keys.get())
            : service.connect(loopback, tcpPort);
    if (client == null) {
      throw new IllegalStateException("could not connect");
    }
    return client;
  }

  /** Told of a VTEP when it is connected, over TLS when it has shown its certificate in time. */
  private static BlockingQueue<OvsdbClient> accept(
      OvsdbConnectionService service, int tcpPort, Optional<ICertificateManager> keys) {
    BlockingQueue<OvsdbClient> connected = new LinkedBlockingQueue<>();
    service.registerConnectionListener(
        new OvsdbConnectionListener() {
          @Override
          public void connected(OvsdbClient client) {
            connected.add(client);
          }

          @Override
          public void disconnected(OvsdbClient client) {
            System.out.println("a VTEP has left");
          }
        });
    service.setOvsdbListenerIp("127.0.0.1");
    service.setOvsdbListenerPort(tcpPort);
    boolean listening;
    if (keys.isPresent()) {
      ICertificateManager ours = keys.get();
      listening =
          service.startOvsdbManagerWithSsl(
              "127.0.0.1", tcpPort, ours, ours.getTlsProtocols(), ours.getCipherSuites());
    } else {
      listening = service.startOvsdbManager();
    }
    System.out.println("listening " + listening);
    return connected;
  }
}
