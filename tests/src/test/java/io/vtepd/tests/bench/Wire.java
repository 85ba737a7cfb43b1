package io.vtepd.tests.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of one connection, plain or TLS. */
public sealed interface Wire extends AutoCloseable permits PlainWire, TlsWire {

  /** Writes all of it. */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * Reads something. Without blocking the answer may be 0.
   *
   * @param into has room for 16 kB at least
   * @return the number of bytes, or -1 at the end
   */
  int read(ByteBuffer into) throws IOException;

  /** Whether a read would give more though the socket may have nothing. */
  boolean hasMore();

  SocketChannel channel();

  @Override
  void close() throws IOException;
}
