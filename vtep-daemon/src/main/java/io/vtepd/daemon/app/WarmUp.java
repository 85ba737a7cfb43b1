package io.vtepd.daemon.app;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerOptions;
import io.vtepd.daemon.server.SessionOptions;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.tls.stream.Peer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a controller's first requests to a scratch server before any controller can connect to the
 * real one, so that they find loaded and compiled code: networking-l2gw stays blind for good when
 * its first monitor is not answered within about two milliseconds.
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int ROUNDS = 150;
  private static final long LIMIT_MS = 1_000;
  private static final int REPLY_COUNT = 9;

  private final OvsdbServer server;
  private final byte[] requests;

  private WarmUp(OvsdbServer server, DatabaseSchema schema) {
    this.server = server;
    this.requests = requests(schema).getBytes(StandardCharsets.UTF_8);
  }

  /** Runs for a moment, on a thread of its own. What fails is told in the log and does no harm. */
  static CompletableFuture<Void> begin(EventLoopGroup group, DatabaseSchema schema) {
    return CompletableFuture.runAsync(
        () -> run(group, schema), work -> Thread.ofPlatform().name("warm-up").daemon().start(work));
  }

  private static void run(EventLoopGroup group, DatabaseSchema schema) {
    long startNanos = System.nanoTime();
    try (OvsdbServer scratch = new OvsdbServer(ServerOptions.defaults())) {
      scratch.start();
      Database empty = new Database(Snapshot.empty(schema));
      scratch.addDatabase(new HostedDatabase(empty, new MemoryLog())).join();
      int rounds = new WarmUp(scratch, schema).playInScratch(group);
      LOG.debug("event=warm rounds={} ms={}", rounds, msSince(startNanos));
    } catch (IOException | RuntimeException e) {
      LOG.warn("event=warm-up-failed the first answers will be slow", e);
    }
  }

  private int playInScratch(EventLoopGroup group) throws IOException {
    Path directory = Files.createTempDirectory("vtepd-");
    Path socket = directory.resolve("s");
    // A start that fails elsewhere ends the process while this thread is at work.
    directory.toFile().deleteOnExit();
    socket.toFile().deleteOnExit();
    try {
      Channel listener = listen(group, socket);
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
          JsonReader replies = new JsonReader(JsonLimits.DEFAULT)) {
        // At once, so that a process that is killed meanwhile leaves nothing.
        delete(socket, directory);
        return play(channel, replies);
      } finally {
        listener.close();
      }
    } finally {
      delete(socket, directory);
    }
  }

  private static void delete(Path socket, Path directory) throws IOException {
    Files.deleteIfExists(socket);
    Files.deleteIfExists(directory);
  }

  private int play(SocketChannel channel, JsonReader replies) throws IOException {
    // The first round loads the classes, however long that takes.
    playOnce(channel, replies);
    long startNanos = System.nanoTime();
    int rounds = 1;
    while (rounds < ROUNDS && msSince(startNanos) < LIMIT_MS) {
      playOnce(channel, replies);
      rounds++;
    }
    return rounds;
  }

  private Channel listen(EventLoopGroup group, Path socket) {
    return new ServerBootstrap()
        .group(group)
        .channel(NioServerDomainSocketChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                server.openSession(channel, new Peer.Local(), new SessionOptions("warm-up", 0));
              }
            })
        .bind(UnixDomainSocketAddress.of(socket))
        .syncUninterruptibly()
        .channel();
  }

  private static String requests(DatabaseSchema schema) {
    StringBuilder monitored = new StringBuilder("{");
    schema
        .tables()
        .forEach(table ->
            monitored
                .append(monitored.length() > 1 ? "," : "")
                .append('"')
                .append(table.name())
                .append("\":[{}]"));
    String tables = monitored.append('}').toString();
    String database = '"' + schema.name() + '"';
    // A root table, or the row would be garbage in its own commit. Whether it can be inserted with
    // its defaults does not matter: a refusal warms up, too.
    String table =
        schema.tables().stream()
            .filter(TableSchema::isRoot)
            .map(TableSchema::name)
            .findFirst()
            .orElse("");
    return request(1, "list_dbs", "")
        + request(2, "get_schema", database)
        + request(3, "monitor", database + ",null," + tables)
        + request(
            4,
            "monitor_cond_since",
            database + ",\"m\"," + tables + ",\"00000000-0000-0000-0000-000000000000\"")
        + request(
            5,
            "transact",
            database
                + ",{\"op\":\"insert\",\"table\":\""
                + table
                + "\",\"row\":{}},{\"op\":\"comment\",\"comment\":\"x\"}")
        + request(
            6,
            "transact",
            database
                + ",{\"op\":\"select\",\"table\":\""
                + table
                + "\",\"where\":[]},{\"op\":\"delete\",\"table\":\""
                + table
                + "\",\"where\":[]}")
        + request(7, "monitor_cancel", "null")
        + request(8, "monitor_cancel", "\"m\"")
        + request(9, "echo", "");
  }

  private static String request(int id, String method, String params) {
    return "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":[" + params + "]}";
  }

  private void playOnce(SocketChannel channel, JsonReader replies) throws IOException {
    for (ByteBuffer out = ByteBuffer.wrap(requests); out.hasRemaining(); ) {
      channel.write(out);
    }
    byte[] bytes = new byte[1 << 16];
    int seen = 0;
    while (seen < REPLY_COUNT) {
      int count = channel.read(ByteBuffer.wrap(bytes));
      if (count < 0) {
        throw new IOException("the server closed after " + seen + " replies");
      }
      replies.feed(bytes, 0, count);
      for (Optional<Json> next = replies.next(); next.isPresent(); next = replies.next()) {
        boolean isUpdate =
            next.get() instanceof Json.Obj message && message.get("method").isPresent();
        seen += isUpdate ? 0 : 1;
      }
    }
  }

  private static long msSince(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
  }
}
