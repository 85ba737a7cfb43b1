package io.vtepd.tests.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * One of two programs to be compared.
 *
 * @param label how tables name it
 * @param launcher of vtepd, or {@link #ORIGINAL}, which is on the path, or {@link #SINK}
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

  /** The command, up to the options that all OVSDB servers share. */
  List<String> command() {
    return launcher.equals(ORIGINAL)
        ? List.of(launcher.toString())
        : List.of(launcher.toString(), "ovsdb-server");
  }

  boolean isSink() {
    return launcher.equals(SINK);
  }
}
