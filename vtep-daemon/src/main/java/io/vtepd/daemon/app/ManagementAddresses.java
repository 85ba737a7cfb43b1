package io.vtepd.daemon.app;

import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.IpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where this host may be reached, for {@code Physical_Switch.management_ips}. */
final class ManagementAddresses {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementAddresses.class);
  private static final int LIMIT = 16;

  private ManagementAddresses() {}

  /**
   * The addresses of interfaces that are up, in order: not those of loops and links, and not that
   * of tunnels.
   */
  static List<String> ofHost(String tunnelIp) {
    try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
      return interfaces
          .filter(ManagementAddresses::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(ip -> !ip.isLoopbackAddress() && !ip.isLinkLocalAddress())
          .flatMap(ip -> text(ip).stream())
          .filter(ip -> !ip.equals(tunnelIp))
          .sorted()
          .limit(LIMIT)
          .toList();
    } catch (SocketException e) {
      LOG.warn(
          "event=management-ips-unknown cause={}", LogValue.of(String.valueOf(e.getMessage())));
      return List.of();
    }
  }

  private static boolean isUp(NetworkInterface each) {
    try {
      return each.isUp();
    } catch (SocketException e) {
      return false; // It has gone meanwhile.
    }
  }

  /** As controllers read it: without a zone. */
  private static Optional<String> text(InetAddress ip) {
    String text = ip.getHostAddress();
    int zone = text.indexOf('%');
    return IpAddress.parse(zone < 0 ? text : text.substring(0, zone)).map(Object::toString);
  }
}
