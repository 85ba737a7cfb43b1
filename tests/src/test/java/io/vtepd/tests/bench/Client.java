package io.vtepd.tests.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** One connection: sends batches, counts replies. */
public final class Client implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 17;

  private final Wire wire;
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ReplyScanner scanner = new ReplyScanner();

  public Client(Wire wire) {
    this.wire = wire;
  }

  public Wire wire() {
    return wire;
  }

  public void send(ByteBuffer requests) throws IOException {
    wire.write(requests);
  }

  /** Reads once; the number of messages that ended. Blocks if the channel does. */
  public int receive() throws IOException {
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
  public void ask(String request) throws IOException {
    send(Batch.of(request).slice(0, 1));
    await(1);
  }

  /** Sends requests, a few in flight, and waits for all replies. */
  public void askAll(Batch requests) throws IOException {
    new Pump(4).run(List.of(this), List.of(requests));
  }

  /** Waits for so many messages. */
  public void await(int messageCount) throws IOException {
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
