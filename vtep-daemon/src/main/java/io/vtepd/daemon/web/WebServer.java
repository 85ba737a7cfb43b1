package io.vtepd.daemon.web;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.vtepd.tls.stream.Listener;
import io.vtepd.tls.stream.ListenerSettings;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for monitoring systems. */
public final class WebServer {

  /** One more is closed when it comes. */
  public static final int CONNECTION_LIMIT = 16;

  /** From the connection to the end of the answer. */
  public static final long REQUEST_MS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final int LINE_BYTES = 1_024;
  private static final int HEADER_BYTES = 8_192;
  private static final int CHUNK_BYTES = 1_024;

  private static final ListenerSettings SETTINGS =
      ListenerSettings.DEFAULT.withConnectionLimit(CONNECTION_LIMIT);

  private final Listener listener;

  private WebServer(Listener listener) {
    this.listener = listener;
    LOG.info("event=web-listening target={}", listener.target());
  }

  /**
   * Binds an address, which had better be a loopback one.
   *
   * @param onLimit told of each request that is over a limit, by the limit's name
   */
  public static CompletableFuture<WebServer> start(
      Transport transport, Target.Ptcp target, Pages pages, Consumer<String> onLimit) {
    return start(transport, target, pages, onLimit, REQUEST_MS);
  }

  static CompletableFuture<WebServer> start(
      Transport transport,
      Target.Ptcp target,
      Pages pages,
      Consumer<String> onLimit,
      long requestMs) {
    return Listener.bind(
            transport,
            target,
            SETTINGS,
            (channel, peer) -> prepare(channel, new WebSession(pages, onLimit, requestMs)))
        .thenApply(WebServer::new);
  }

  private static void prepare(Channel channel, WebSession session) {
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LINE_BYTES)
            .setMaxHeaderSize(HEADER_BYTES)
            .setMaxChunkSize(CHUNK_BYTES);
    channel.pipeline().addLast(new HttpServerCodec(limits), session);
  }

  /** Where it listens, with the port that the system chose in place of 0. */
  Target.Passive target() {
    return listener.target();
  }

  /** Stops listening and cuts the connections. */
  public CompletableFuture<Void> close() {
    return listener.close().thenRun(() -> listener.closeConnections("the daemon ends"));
  }
}
