package io.vtepd.tests.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** TCP, or a unix socket. */
public record PlainWire(SocketChannel channel) implements Wire {

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public boolean hasMore() {
    return false;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
