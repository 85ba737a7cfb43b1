package io.vtepd.daemon.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.storage.DatabaseLog;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.tls.stream.Listener;
import io.vtepd.tls.stream.ListenerSettings;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server with database {@code db} of {@link TestSchema} on a Unix and on a TCP socket. */
final class ServerFixture implements AutoCloseable {

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final Path directory;
  private final OvsdbServer server;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<RawClient> clients = new ArrayList<>();

  ServerFixture() {
    this(ServerOptions.defaults());
  }

  ServerFixture(ServerOptions options) {
    this(options, 0, new MemoryLog());
  }

  ServerFixture(ServerOptions options, long probeIntervalMs, DatabaseLog log) {
    this(options, probeIntervalMs, TestSchema.named("db"), log);
  }

  ServerFixture(
      ServerOptions options, long probeIntervalMs, DatabaseSchema schema, DatabaseLog log) {
    try {
      directory = Files.createTempDirectory("ovsdb-server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = new OvsdbServer(options);
    server.start();
    add(new HostedDatabase(new Database(Snapshot.empty(schema)), log));
    listen("punix:" + socket(), probeIntervalMs);
    listen("ptcp:0:127.0.0.1", probeIntervalMs);
  }

  private void listen(String target, long probeIntervalMs) {
    listeners.add(
        Listener.bind(
                Transport.plain(loops),
                Target.parsePassive(target),
                ListenerSettings.DEFAULT,
                (channel, peer) ->
                    server.openSession(channel, peer, new SessionOptions(target, probeIntervalMs)))
            .join());
  }

  void add(HostedDatabase database) {
    server.addDatabase(database).orTimeout(10, TimeUnit.SECONDS).join();
  }

  OvsdbServer server() {
    return server;
  }

  Path socket() {
    return directory.resolve("db.sock");
  }

  int tcpPort() {
    return ((Target.Ptcp) listeners.get(1).target()).tcpPort();
  }

  /** A client on the Unix socket. */
  RawClient client() {
    return remember(RawClient.unix(socket()));
  }

  /** A client on the TCP socket. */
  RawClient tcpClient() {
    return remember(RawClient.tcp(tcpPort()));
  }

  private RawClient remember(RawClient client) {
    clients.add(client);
    return client;
  }

  @Override
  public void close() {
    clients.forEach(RawClient::close);
    listeners.forEach(listener -> listener.close().join());
    server.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    try {
      Files.deleteIfExists(socket());
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
