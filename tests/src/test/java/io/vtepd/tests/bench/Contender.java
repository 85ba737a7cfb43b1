package io.vtepd.tests.bench;

import java.nio.file.Path;

/**
 * One of two servers to be compared.
 *
 * @param label how tables name it
 * @param launcher of vtepd, or {@code ovsdb-server}, which is then found on the path
 * @param link over what its clients come
 */
record Contender(String label, Path launcher, Link link) {

  /** How clients connect. */
  enum Link {
    PLAIN,
    TLS
  }

  static final Path ORIGINAL = Path.of("ovsdb-server");

  boolean isOriginal() {
    return launcher.equals(ORIGINAL);
  }
}
