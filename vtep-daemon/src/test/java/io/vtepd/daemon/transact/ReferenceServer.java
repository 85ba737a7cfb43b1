package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An ovsdb-server of Open vSwitch with a database of its own, and a connection to it. */
final class ReferenceServer implements AutoCloseable {

  private final String databaseName;
  private final Process process;
  private final SocketChannel channel;
  private final JsonReader reader = new JsonReader(JsonLimits.DEFAULT);
  private long lastId;

  /**
   * @param directory an empty one, for everything of this server
   */
  ReferenceServer(Path directory, Json schema) throws IOException, InterruptedException {
    Path schemaFile = Files.writeString(directory.resolve("schema"), schema.toText());
    Path file = directory.resolve("db");
    Path socket = directory.resolve("sock");
    Process tool =
        new ProcessBuilder("ovsdb-tool", "create", file.toString(), schemaFile.toString())
            .inheritIO()
            .start();
    if (tool.waitFor() != 0) {
      throw new IOException("ovsdb-tool create failed");
    }
    this.databaseName = ((Json.Str) ((Json.Obj) schema).get("name").orElseThrow()).value();
    this.process = start(directory, file, socket);
    Awaitility.await().until(() -> Files.exists(socket));
    this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  private static Process start(Path directory, Path file, Path socket) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "ovsdb-server",
            file.toString(),
            "--remote=punix:" + socket,
            "--unixctl=" + directory.resolve("ctl"),
            "--log-file=" + directory.resolve("log"));
    builder.environment().put("OVS_RUNDIR", directory.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(directory.resolve("out").toFile());
    return builder.start();
  }

  /** The result array of one transaction. */
  Json transact(List<Json> operations) throws IOException {
    List<Json> params = new ArrayList<>(List.of(Json.of(databaseName)));
    params.addAll(operations);
    Json id = Json.of(++lastId);
    String request =
        "{\"method\":\"transact\",\"id\":"
            + id.toText()
            + ",\"params\":"
            + new Json.Arr(params).toText()
            + "}";
    ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    while (true) {
      Json.Obj reply = (Json.Obj) next();
      if (reply.get("id").equals(Optional.of(id))) {
        return reply.get("result").orElseThrow(() -> new IOException(reply.toText()));
      }
    }
  }

  private Json next() throws IOException {
    Optional<Json> value = reader.next();
    while (value.isEmpty()) {
      ByteBuffer piece = ByteBuffer.allocate(1 << 16);
      if (channel.read(piece) < 0) {
        throw new EOFException("the server closed the connection");
      }
      reader.feed(piece.array(), 0, piece.position());
      value = reader.next();
    }
    return value.get();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    reader.close();
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
