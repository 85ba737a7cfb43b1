package io.vtepd.daemon.server;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends text to a server as it is, and reads JSON values, each with a deadline. */
final class RawClient implements AutoCloseable {

  private static final long DEADLINE_MS = 10_000;

  private final SocketChannel channel;
  private final Selector selector;
  private final JsonReader reader = new JsonReader(JsonLimits.DEFAULT);
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  private RawClient(SocketAddress address) {
    try {
      channel = SocketChannel.open(address);
      channel.configureBlocking(false);
      selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RawClient unix(Path socket) {
    return new RawClient(UnixDomainSocketAddress.of(socket));
  }

  static RawClient tcp(int port) {
    return new RawClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** Sends, with {@code '} for {@code "} to be legible. */
  RawClient send(String text) {
    return sendBytes(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  RawClient sendBytes(byte[] bytes) {
    try {
      ByteBuffer out = ByteBuffer.wrap(bytes);
      long deadline = System.nanoTime() + DEADLINE_MS * 1_000_000;
      while (out.hasRemaining()) {
        if (channel.write(out) == 0) {
          Thread.onSpinWait();
          if (System.nanoTime() > deadline) {
            throw new AssertionError("the server does not read");
          }
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends as much as the server takes; how much that was. */
  int offerBytes(byte[] bytes) throws IOException {
    return channel.write(ByteBuffer.wrap(bytes));
  }

  RawClient shutdownOutput() {
    try {
      channel.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message; empty at the end of the stream. */
  Optional<Json> next() {
    return next(DEADLINE_MS);
  }

  private Optional<Json> next(long waitMs) {
    long deadline = System.nanoTime() + waitMs * 1_000_000;
    try {
      while (true) {
        Optional<Json> value = reader.next();
        if (value.isPresent()) {
          return value;
        }
        long leftMs = (deadline - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
          throw new AssertionError("nothing came within " + waitMs + " ms");
        }
        selector.select(leftMs);
        selector.selectedKeys().clear();
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
          return Optional.empty();
        }
        if (count > 0) {
          // Not into the buffer that the reader may still need.
          byte[] copy = new byte[count];
          buffer.flip().get(copy);
          reader.feed(copy, 0, count);
        }
      }
    } catch (JsonSyntaxException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      // Reset by the server.
      return Optional.empty();
    }
  }

  /** The text of the next message, with {@code '} for {@code "}. */
  String read() {
    return next().map(json -> json.toText().replace('"', '\'')).orElse("end");
  }

  /** All messages up to the one that answers an echo that is sent now. */
  List<String> readUpToNow() {
    return readUpToAnswer("echo");
  }

  /** The messages before the answer to a request without parameters. */
  List<String> readUpToAnswer(String method) {
    send("{'id':'now','method':'" + method + "','params':[]}");
    List<String> messages = new ArrayList<>();
    while (true) {
      String message = read();
      if (message.contains("'id':'now'") || message.equals("end")) {
        return messages;
      }
      messages.add(message);
    }
  }

  /** Sends a request and reads the next message. */
  String ask(String request) {
    return send(request).read();
  }

  @Override
  public void close() {
    try {
      selector.close();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
