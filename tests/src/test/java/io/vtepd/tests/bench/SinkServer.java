package io.vtepd.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that only answers: every transaction with the same reply and the same update to all
 * monitors, every monitor with the same contents. How fast the client is against it is how fast the
 * client can be. It tells requests apart by size and first bytes, so it serves this bench alone.
 */
public final class SinkServer {

  private static final int BUFFER_BYTES = 1 << 18;
  private static final int BULK_BYTES = 10_000;
  private static final int BULK_ROWS = 1_000;
  private static final String UUID = "[\"uuid\",\"00000000-0000-0000-0000-000000000000\"]";
  private static final String ROW =
      "\"00000000-0000-0000-0000-000000000000\":{\"new\":{\"MAC\":\"02:10:00:03:e8:00\",\"_version\":"
          + UUID
          + ",\"ipaddr\":\"10.0.3.232\",\"locator\":"
          + UUID
          + ",\"logical_switch\":"
          + UUID
          + "}}";

  /** What all monitors are told of each transaction. */
  static final String UPDATE = "{\"id\":null,\"method\":\"update\",\"params\":[{" + ROW + "}]}";

  private final Selector selector = Selector.open();
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer single = reply(1);
  private final ByteBuffer bulk = reply(BULK_ROWS);
  private final ByteBuffer update = bytes(UPDATE);
  private final List<Peer> watchers = new ArrayList<>();
  private int rowCount;

  private SinkServer(int tcpPort) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort));
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT, listener);
  }

  /** Arguments: the port. Serves until it is killed. */
  public static void main(String[] words) throws IOException {
    SinkServer server = new SinkServer(Integer.parseInt(words[0]));
    while (true) {
      server.selector.select(server::onReady);
    }
  }

  private void onReady(SelectionKey key) {
    try {
      if (key.attachment() instanceof ServerSocketChannel listener) {
        SocketChannel channel = listener.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey own = channel.register(selector, SelectionKey.OP_READ);
        own.attach(new Peer(channel, own));
      } else {
        ((Peer) key.attachment()).onReadyOrGone();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer reply(int rows) {
    String results = ("{\"uuid\":" + UUID + "},").repeat(rows);
    return bytes(
        "{\"error\":null,\"id\":12345,\"result\":["
            + results.substring(0, results.length() - 1)
            + "]}");
  }

  private static ByteBuffer contents(int rows) {
    return bytes(
        "{\"id\":0,\"error\":null,\"result\":{\"Ucast_Macs_Remote\":{\"\":{}"
            + ("," + ROW).repeat(rows)
            + "}}}"
            + (char) Requests.MARK);
  }

  private static ByteBuffer bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /** One connection. */
  private final class Peer {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ReplyScanner scanner = new ReplyScanner();
    private long requestBytes;
    private ByteBuffer unsent = ByteBuffer.allocate(0);

    Peer(SocketChannel channel, SelectionKey key) {
      this.channel = channel;
      this.key = key;
    }

    /** Clients may go before they have read everything, which resets their connection. */
    void onReadyOrGone() throws IOException {
      try {
        onReady();
      } catch (IOException e) {
        gone();
      }
    }

    private void gone() throws IOException {
      watchers.remove(this);
      channel.close();
    }

    private void onReady() throws IOException {
      if (unsent.hasRemaining()) {
        send(unsent);
        return;
      }
      received.clear();
      int count = channel.read(received);
      if (count < 0) {
        gone();
        return;
      }
      received.flip();
      requestBytes += count;
      boolean asksForMonitor = count > 12 && received.get(12) == 'o';
      boolean asksForContents = asksForMonitor && MarkSearch.isIn(received);
      int messages = scanner.scan(received);
      if (asksForContents) {
        send(contents(rowCount));
      } else {
        if (asksForMonitor) {
          watchers.add(this);
        }
        answer(messages, !asksForMonitor);
      }
    }

    private void answer(int messages, boolean isTransaction) throws IOException {
      for (int i = 0; i < messages; i++) {
        boolean isBulk = requestBytes / messages > BULK_BYTES;
        send((isBulk ? bulk : single).duplicate());
        rowCount += isBulk ? BULK_ROWS : 0;
        for (Peer watcher : isTransaction ? watchers : List.<Peer>of()) {
          watcher.send(update.duplicate());
        }
      }
      if (messages > 0) {
        requestBytes = 0;
      }
    }

    private void send(ByteBuffer bytes) throws IOException {
      channel.write(bytes);
      unsent = bytes;
      key.interestOps(bytes.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
  }
}
