package io.vtepd.tls.context;

import java.nio.file.Path;

/** Where the certificates of the authorities come from that peers must be signed by. */
public sealed interface CaFile {
  /** The PEM file with one or more CA certificates. */
  Path file();

  /** {@code --ca-cert}: the file must exist. */
  record Given(Path file) implements CaFile {}

  /**
   * {@code --bootstrap-ca-cert}: if the file does not exist, the first peer that we dial fills it;
   * until then nobody who dials us is admitted. Once it exists it is as given.
   */
  record Bootstrap(Path file) implements CaFile {}
}
