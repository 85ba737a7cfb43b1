package io.vtepd.tests.peer;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client that sends what it is told, byte by byte if need be, and reads one value at a time. */
public final class JsonRpcPeer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SocketChannel channel;
  private final Selector selector;
  private final JsonReader reader = new JsonReader(JsonLimits.DEFAULT);
  private final Deque<Json.Obj> received = new ArrayDeque<>();
  private boolean ended;
  private long nextId;

  private JsonRpcPeer(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    this.selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
  }

  public static JsonRpcPeer connect(Path unixSocket) throws IOException {
    return connect(UnixDomainSocketAddress.of(unixSocket));
  }

  public static JsonRpcPeer connect(SocketAddress address) throws IOException {
    return new JsonRpcPeer(SocketChannel.open(address));
  }

  /** The other end of a connection that was dialled from there. */
  public static JsonRpcPeer accepted(SocketChannel channel) throws IOException {
    return new JsonRpcPeer(channel);
  }

  /** Sends text as it is. */
  public void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Sends text; false if the server has hung up, whose last words can still be read. */
  public boolean trySend(String text) {
    try {
      send(text);
      return true;
    } catch (IOException hungUp) {
      return false;
    }
  }

  /** Sends what the other end takes of it now, without waiting, and gives the number of bytes. */
  public int offer(byte[] bytes) throws IOException {
    return channel.write(ByteBuffer.wrap(bytes));
  }

  /** Sends a request with a fresh integer id and gives that id. */
  public Json request(String method, Json... params) throws IOException {
    Json id = Json.of(nextId++);
    send(
        new Json.Obj(Map.of("method", Json.of(method), "params", Json.array(params), "id", id))
            .toText());
    return id;
  }

  /** Sends a request and gives its reply; what came before the reply is dropped. */
  public Json.Obj call(String method, Json... params) throws IOException {
    List<Json.Obj> all = callAndCollect(method, params);
    return all.getLast();
  }

  /** Sends a request and gives everything that came up to its reply, the reply last. */
  public List<Json.Obj> callAndCollect(String method, Json... params) throws IOException {
    Json id = request(method, params);
    List<Json.Obj> all = new ArrayList<>();
    while (true) {
      Json.Obj message = next().orElseThrow(() -> new IOException("closed before the reply"));
      all.add(message);
      if (message.get("id").equals(Optional.of(id)) && message.get("method").isEmpty()) {
        return all;
      }
    }
  }

  /** The next message; empty when the server has closed the connection. Answers no echo. */
  public Optional<Json.Obj> next() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (received.isEmpty()) {
      if (ended) {
        return Optional.empty();
      }
      long leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        throw new IOException("nothing came within " + PATIENCE);
      }
      selector.select(leftMs);
      selector.selectedKeys().clear();
      read();
    }
    return Optional.of(received.pop());
  }

  private void read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    int count;
    try {
      count = channel.read(buffer);
    } catch (IOException e) {
      // A reset is an end like any other to a test that asks whether the server hung up.
      count = -1;
    }
    if (count < 0) {
      ended = true;
      return;
    }
    reader.feed(buffer.array(), 0, count);
    for (Optional<Json> value = reader.next(); value.isPresent(); value = reader.next()) {
      received.add((Json.Obj) value.get());
    }
  }

  /** Says that nothing more will be sent. */
  public void halfClose() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    reader.close();
    selector.close();
    channel.close();
  }
}
