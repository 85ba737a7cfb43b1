package io.vtepd.daemon.control;

import io.netty.channel.Channel;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.rpc.JsonRpcDecoder;
import io.vtepd.ovsdb.rpc.JsonRpcEncoder;
import io.vtepd.tls.stream.Listener;
import io.vtepd.tls.stream.ListenerSettings;
import io.vtepd.tls.stream.Peer;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the control socket. */
public final class ControlServer {

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  /** Operators and scripts at once; one more is closed when it comes. */
  private static final int CONNECTION_LIMIT = 64;

  /** What one command line may have. */
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8);

  private static final ListenerSettings SETTINGS =
      ListenerSettings.DEFAULT
          .withConnectionLimit(CONNECTION_LIMIT)
          .withSocketMode(PosixFilePermissions.fromString("rwx------"));

  private static final ListenerSettings OF_GROUP =
      SETTINGS.withSocketMode(PosixFilePermissions.fromString("rwxrwx---"));

  private final Listener listener;

  private ControlServer(Listener listener) {
    this.listener = listener;
    LOG.info("event=listening target={}", listener.target());
  }

  /**
   * Binds the socket; fails with an {@link java.io.IOException} that says what to do.
   *
   * @param group whose members may command, too; empty: our user alone
   */
  public static CompletableFuture<ControlServer> start(
      Transport transport, Path socket, Optional<String> group, CommandRegistry commands) {
    return Listener.bind(
            transport,
            new Target.Punix(socket.toString()),
            group.isPresent() ? OF_GROUP.withSocketGroup(group) : SETTINGS,
            (channel, peer) -> prepare(channel, peer, commands))
        .thenApply(ControlServer::new);
  }

  private static void prepare(Channel channel, Peer peer, CommandRegistry commands) {
    if (!(peer instanceof Peer.Local)) {
      throw new IllegalStateException("control connection from " + peer);
    }
    channel
        .pipeline()
        .addLast(new JsonRpcDecoder(LIMITS), new JsonRpcEncoder(), new ControlSession(commands));
  }

  /** Stops listening, removes the socket and cuts the connections. */
  public CompletableFuture<Void> close() {
    return listener.close().thenRun(() -> listener.closeConnections("the daemon ends"));
  }
}
