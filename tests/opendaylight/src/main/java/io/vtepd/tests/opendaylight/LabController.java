package io.vtepd.tests.opendaylight;

import java.net.InetAddress;
import org.opendaylight.ovsdb.lib.OvsdbClient;
import org.opendaylight.ovsdb.lib.impl.NettyBootstrapFactory;
import org.opendaylight.ovsdb.lib.impl.OvsdbConnectionService;

/**
 * {@code LabController ADDRESS TCP-PORT VTEP-PORT VNI MAC LOCATOR} dials a VTEP and makes a
 * network: the port without a tag in that VNI, the MAC at the VTEP of that address. The lab's
 * scenario opendaylight runs it; the network stays when it ends.
 */
public final class LabController {

  private static final int LIMIT_MS = 30_000;

  private LabController() {}

  /** Runs once; the exit code tells how it went. */
  public static void main(String[] words) throws Exception {
    int exitCode = 1;
    try {
      OvsdbConnectionService service =
          new OvsdbConnectionService(new NettyBootstrapFactory(), null);
      service.setOvsdbRpcTaskTimeout(LIMIT_MS);
      OvsdbClient client =
          service.connect(InetAddress.getByName(words[0]), Integer.parseInt(words[1]));
      if (client == null) {
        throw new IllegalStateException("could not connect to " + words[0] + ":" + words[1]);
      }
      NetworkStory.Place place =
          new NetworkStory.Place(words[2], 0, Long.parseLong(words[3]), words[4], words[5]);
      new NetworkStory(client, place, LIMIT_MS, System.out::println).make();
      client.disconnect();
      exitCode = 0;
    } catch (Exception e) {
      e.printStackTrace(System.out);
    }
    // The library leaves threads behind.
    System.exit(exitCode);
  }
}
