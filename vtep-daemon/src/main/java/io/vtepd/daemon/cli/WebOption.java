package io.vtepd.daemon.cli;

import io.vtepd.tls.stream.Target;
import java.net.InetAddress;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code --web IP:PORT}: where monitoring systems of this machine may read. */
final class WebOption {

  private static final String NAME = "web";
  private static final int PORT_LIMIT = 0xffff;

  private WebOption() {}

  static Option option() {
    return Words.valued(
        NAME,
        "IP:PORT",
        "serve /metrics, /metrics/bindings, /livez and /readyz over HTTP there, such as 127.0.0.1:9640; a loopback"
            + " address");
  }

  static Optional<Target.Ptcp> read(Words words) throws UsageException {
    Optional<String> text = words.value(NAME);
    return text.isPresent() ? Optional.of(parse(text.get())) : Optional.empty();
  }

  private static Target.Ptcp parse(String text) throws UsageException {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_LIMIT) {
      throw new UsageException("--web '" + text + "': expected IP:PORT, such as 127.0.0.1:9640");
    }
    String ip = text.substring(0, colon).replaceFirst("^\\[(.*)]$", "$1");
    if (!isLoopback(ip)) {
      throw new UsageException(
          "--web '"
              + text
              + "': expected a loopback address, since what is told is not for everybody;"
              + " let a proxy with authentication serve others");
    }
    return new Target.Ptcp(Integer.parseInt(port), Optional.of(ip));
  }

  private static boolean isLoopback(String ip) {
    try {
      return InetAddress.ofLiteral(ip).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
