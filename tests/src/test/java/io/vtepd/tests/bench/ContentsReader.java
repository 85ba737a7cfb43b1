package io.vtepd.tests.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** Clients that connect at once, ask for the initial contents, and read until all have them. */
final class ContentsReader {

  private static final int BUFFER_BYTES = 2 << 20;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private long receivedBytes;

  /** A connection, and whether it has all. */
  private static final class Reader {
    final Wire wire;
    boolean done;

    Reader(Wire wire) {
      this.wire = wire;
    }
  }

  /** How long it takes until the last of so many clients has everything, in seconds. */
  double read(BenchServer server, int clientCount) throws IOException {
    List<Reader> readers = new ArrayList<>();
    receivedBytes = 0;
    long start = System.nanoTime();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < clientCount; i++) {
        Reader reader = new Reader(server.wire());
        readers.add(reader);
        reader.wire.write(Batch.of(Requests.monitor(i) + Requests.mark()).slice(0, 1));
        reader.wire.channel().configureBlocking(false);
        reader.wire.channel().register(selector, SelectionKey.OP_READ, reader);
      }
      int[] left = {clientCount};
      while (left[0] > 0) {
        selector.select(key -> {
          Reader reader = (Reader) key.attachment();
          // Who has all goes on reading updates, as a client does.
          if (hasMark(reader.wire) && !reader.done) {
            reader.done = true;
            left[0]--;
          }
        });
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      for (Reader reader : readers) {
        reader.wire.close();
      }
    }
  }

  private boolean hasMark(Wire wire) {
    try {
      boolean found = false;
      do {
        buffer.clear();
        int count = wire.read(buffer);
        if (count < 0) {
          throw new EOFException("the server has closed the connection");
        }
        receivedBytes += count;
        found |= MarkSearch.isIn(buffer.flip());
      } while (wire.hasMore());
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the last read has brought. */
  long receivedBytes() {
    return receivedBytes;
  }
}
