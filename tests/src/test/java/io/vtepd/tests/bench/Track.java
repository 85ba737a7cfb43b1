package io.vtepd.tests.bench;

import java.io.IOException;

/** A row's work on one server that is up and warm. */
interface Track extends AutoCloseable {

  /** Does the work once; a figure for each of the row's metrics. */
  double[] run() throws IOException;

  @Override
  void close() throws IOException;
}
