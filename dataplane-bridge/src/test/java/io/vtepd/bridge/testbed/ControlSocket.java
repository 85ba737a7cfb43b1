package io.vtepd.bridge.testbed;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.JsonWriter;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The control socket of a daemon of Open vSwitch: what ovs-appctl(8) does, without a process for
 * each question. Each has a connection of its own, so that the daemon's main loop turns between
 * two.
 */
record ControlSocket(Path file) {

  /**
   * @param words the command and its arguments
   * @return what is printed
   * @throws IllegalStateException with its words, if the daemon refuses
   */
  String ask(String... words) throws IOException {
    Json[] arguments = Stream.of(words).skip(1).map(Json::of).toArray(Json[]::new);
    Json request =
        new Json.Obj(
            Map.of("id", Json.of(0), "method", Json.of(words[0]), "params", Json.array(arguments)));
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      channel.write(ByteBuffer.wrap(new JsonWriter().json(request).toByteArray()));
      Json.Obj reply = read(channel);
      if (reply.get("error").orElse(Json.ofNull()) instanceof Json.Str error) {
        throw new IllegalStateException(String.join(" ", words) + "\n" + error.value());
      }
      return ((Json.Str) reply.get("result").orElseThrow()).value();
    }
  }

  private static Json.Obj read(SocketChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(65_536);
    try (JsonReader reader = new JsonReader(JsonLimits.DEFAULT)) {
      Optional<Json> reply = reader.next();
      while (reply.isEmpty()) {
        if (channel.read(bytes.clear()) < 0) {
          throw new EOFException("no reply");
        }
        reader.feed(bytes.array(), 0, bytes.position());
        reply = reader.next();
      }
      return (Json.Obj) reply.get();
    } catch (JsonSyntaxException e) {
      throw new IOException(e);
    }
  }
}
