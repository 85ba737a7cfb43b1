package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection whose bytes count: what is sent, what has come, and whether it has ended. */
final class Wire implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SocketChannel channel;
  private final Selector selector = Selector.open();
  private final JsonReader reader = new JsonReader(JsonLimits.DEFAULT);
  private final List<Json> received = new ArrayList<>();
  private boolean ended;

  Wire(Path unixSocket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(unixSocket));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  /** Sends what the server still takes. */
  void send(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      while (left.hasRemaining() && !ended) {
        if (channel.write(left) == 0) {
          // It may not read on before its answers are read.
          readWhatIsThere();
        }
      }
    } catch (IOException hungUp) {
      readWhatIsThere();
    }
  }

  void halfClose() throws IOException {
    try {
      channel.shutdownOutput();
    } catch (IOException hungUp) {
      readWhatIsThere();
    }
  }

  /** Reads until the answer of that id, or to the end. */
  void readUntil(Json id) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ended && !isAnswered(id)) {
      long leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        throw new IOException("neither answer nor end within " + PATIENCE);
      }
      selector.select(leftMs);
      selector.selectedKeys().clear();
      readWhatIsThere();
    }
  }

  void readToEnd() throws IOException {
    readUntil(Json.of("no id at all"));
  }

  void readWhatIsThere() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (!ended) {
      buffer.clear();
      int count;
      try {
        count = channel.read(buffer);
      } catch (IOException reset) {
        // An end like any other.
        count = -1;
      }
      if (count == 0) {
        return;
      }
      ended = count < 0;
      if (!ended) {
        parse(buffer.array(), count);
      }
    }
  }

  private void parse(byte[] bytes, int count) throws IOException {
    reader.feed(bytes, 0, count);
    for (Optional<Json> value = reader.next(); value.isPresent(); value = reader.next()) {
      received.add(value.get());
    }
  }

  boolean isAnswered(Json id) {
    return received.stream()
        .anyMatch(message -> ((Json.Obj) message).get("id").equals(Optional.of(id)));
  }

  boolean isEnded() {
    return ended;
  }

  List<Json> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    selector.close();
    channel.close();
  }
}
