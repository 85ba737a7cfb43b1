package io.vtepd.tests.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** TLS over TCP. One thread may read while another writes. */
final class TlsWire implements Wire {

  private static final int BUFFER_BYTES = 1 << 18;

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();
  private final ByteBuffer sending = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private boolean more;

  /** Shakes hands; the channel is in blocking mode. */
  TlsWire(SocketChannel channel, SSLEngine engine) throws IOException {
    this.channel = channel;
    this.engine = engine;
    engine.setUseClientMode(true);
    engine.beginHandshake();
    shakeHands();
  }

  private void shakeHands() throws IOException {
    ByteBuffer nothing = ByteBuffer.allocate(0);
    ByteBuffer early = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      switch (status) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_WRAP -> write(nothing);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (read(early) < 0) {
            throw new EOFException("the server ended the TLS handshake");
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    do {
      sending.clear();
      SSLEngineResult result = engine.wrap(bytes, sending);
      sending.flip();
      while (sending.hasRemaining()) {
        if (channel.write(sending) == 0) {
          Thread.onSpinWait();
        }
      }
      if (result.getStatus() != SSLEngineResult.Status.OK) {
        throw new IOException("TLS: " + result);
      }
    } while (bytes.hasRemaining());
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int start = into.position();
    while (true) {
      SSLEngineResult result = engine.unwrap(received, into);
      switch (result.getStatus()) {
        case OK -> {
          if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            return into.position() - start;
          }
        }
        case BUFFER_OVERFLOW -> {
          more = true;
          return into.position() - start;
        }
        case BUFFER_UNDERFLOW -> {
          more = false;
          if (into.position() > start) {
            return into.position() - start;
          }
          int count = fill();
          if (count <= 0) {
            return count;
          }
        }
        case CLOSED -> {
          return -1;
        }
      }
    }
  }

  private int fill() throws IOException {
    received.compact();
    int count = channel.read(received);
    received.flip();
    return count;
  }

  @Override
  public boolean hasMore() {
    return more;
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
