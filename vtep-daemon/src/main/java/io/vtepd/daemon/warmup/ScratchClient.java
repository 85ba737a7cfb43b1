package io.vtepd.daemon.warmup;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection of a client that waits for each of its answers. */
final class ScratchClient implements AutoCloseable {

  private static final int READ_BYTES = 16 << 10;

  private final SocketChannel channel;
  private final JsonReader received = new JsonReader(JsonLimits.DEFAULT);
  private final byte[] bytes = new byte[READ_BYTES];

  ScratchClient(SocketAddress address) throws IOException {
    channel = SocketChannel.open(address);
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  /** Sends requests and waits for their replies, all of which must tell of success. */
  void call(String requests, int replyCount) throws IOException {
    for (ByteBuffer out = ByteBuffer.wrap(requests.getBytes(StandardCharsets.UTF_8));
        out.hasRemaining(); ) {
      channel.write(out);
    }
    for (int seen = 0; seen < replyCount; ) {
      Json.Obj message = next();
      if (message.get("method").isEmpty()) {
        checkSuccess(message);
        seen++;
      }
    }
  }

  private static void checkSuccess(Json.Obj reply) throws IOException {
    boolean refused =
        !reply.get("error").equals(Optional.of(Json.ofNull()))
            || reply.get("result").orElseThrow() instanceof Json.Arr results
                && results.elements().stream()
                    .anyMatch(
                        result -> result instanceof Json.Obj one && one.get("error").isPresent());
    if (refused) {
      throw new IOException("refused: " + reply.toText());
    }
  }

  private Json.Obj next() throws IOException {
    while (true) {
      Optional<Json> value = received.next();
      if (value.isPresent()) {
        return (Json.Obj) value.get();
      }
      int count = channel.read(ByteBuffer.wrap(bytes));
      if (count < 0) {
        throw new IOException("the scratch server has hung up");
      }
      received.feed(bytes, 0, count);
    }
  }

  @Override
  public void close() throws IOException {
    received.close();
    channel.close();
  }
}
