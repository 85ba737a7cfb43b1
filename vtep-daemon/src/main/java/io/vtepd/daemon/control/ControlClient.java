package io.vtepd.daemon.control;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a daemon, as ovs-appctl does, and waits for its answer as long as it lives. */
public final class ControlClient {

  private static final JsonLimits LIMITS = new JsonLimits(64L << 20, 8);
  private static final int BUFFER_BYTES = 1 << 16;

  private ControlClient() {}

  /**
   * Runs a command.
   *
   * @throws CommandException if the daemon refuses it, with its words
   * @throws IOException if nobody answers there
   */
  public static String ask(Path socket, String command, List<String> words)
      throws CommandException, IOException {
    Json params = Json.array(words.stream().map(Json::of).toArray(Json[]::new));
    Json request =
        new Json.Obj(Map.of("method", Json.of(command), "params", params, "id", Json.of(0)));
    Json.Obj reply;
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer bytes = ByteBuffer.wrap(request.toText().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      reply = read(channel);
    }
    if (reply.get("result").orElse(Json.ofNull()) instanceof Json.Str(String text)) {
      return text;
    }
    if (reply.get("error").orElse(Json.ofNull()) instanceof Json.Str(String text)) {
      throw new CommandException(text);
    }
    throw new IOException("what answers is no daemon of ours");
  }

  private static Json.Obj read(SocketChannel channel) throws IOException {
    JsonReader reader = new JsonReader(LIMITS);
    try {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (true) {
        Optional<Json> reply = reader.next();
        if (reply.isPresent()) {
          if (reply.get() instanceof Json.Obj object) {
            return object;
          }
          throw new IOException("what answers is no daemon of ours");
        }
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
          throw new IOException("it has hung up");
        }
        reader.feed(buffer.array(), 0, count);
      }
    } finally {
      reader.close();
    }
  }
}
