package io.vtepd.tests.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One of two programs to be compared.
 *
 * @param label how tables name it
 * @param launcher of vtepd, or {@link #ORIGINAL}, which is on the path, or a {@link #standIn}
 * @param link over what its clients come
 */
public record Contender(String label, Path launcher, Link link) {

  /** How clients connect. */
  public enum Link {
    PLAIN,
    TLS
  }

  static final Path ORIGINAL = Path.of("ovsdb-server");
  static final Path SINK = Path.of("sink");
  static final Path ECHO = Path.of("echo");

  /** The command, up to the options that all OVSDB servers share. */
  List<String> command() {
    return launcher.equals(ORIGINAL)
        ? List.of(launcher.toString())
        : List.of(launcher.toString(), "ovsdb-server");
  }

  /** The name of the class that stands for a server, if this is none. */
  Optional<String> standIn() {
    if (launcher.equals(SINK)) {
      return Optional.of("io.vtepd.tests.bench.SinkServer");
    }
    return launcher.equals(ECHO) ? Optional.of("io.vtepd.tests.bench.NettyEcho") : Optional.empty();
  }
}
