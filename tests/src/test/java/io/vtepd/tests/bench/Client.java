package io.vtepd.tests.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One connection: sends batches, counts replies. */
final class Client implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 17;

  private final Wire wire;
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ReplyScanner scanner = new ReplyScanner();

  Client(Wire wire) {
    this.wire = wire;
  }

  Wire wire() {
    return wire;
  }

  void send(ByteBuffer requests) throws IOException {
    wire.write(requests);
  }

  /** Reads once; the number of messages that ended. Blocks if the channel does. */
  int receive() throws IOException {
    received.clear();
    if (wire.read(received) < 0) {
      throw new EOFException("the server has closed the connection");
    }
    int ended = scanner.scan(received.flip());
    if (scanner.refusedCount() > 0) {
      throw new IOException("the server has refused a request");
    }
    return ended;
  }

  /** Sends one request and waits for its reply. */
  void ask(String request) throws IOException {
    send(Batch.of(request).slice(0, 1));
    await(1);
  }

  /** Waits for so many messages. */
  void await(int messageCount) throws IOException {
    int left = messageCount;
    while (left > 0) {
      left -= receive();
    }
    if (left < 0) {
      throw new IOException("more replies than requests");
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
