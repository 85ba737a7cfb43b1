package io.vtepd.bridge.replica;

import io.netty.channel.Channel;
import io.vtepd.tls.stream.Connector;
import io.vtepd.tls.stream.Target;
import java.util.concurrent.CompletableFuture;

/** How a replica reaches its server. */
sealed interface Link {

  /** The server that is connected, or dialled next. */
  Target.Active target();

  /** Ends the connection for good. */
  CompletableFuture<Void> close();

  /** We dial, again and again. */
  record Dialled(Connector connector) implements Link {
    @Override
    public Target.Active target() {
      return connector.target();
    }

    @Override
    public CompletableFuture<Void> close() {
      return connector.close();
    }
  }

  /** The server has dialled us. */
  record Accepted(Target.Active target, Channel channel) implements Link {
    @Override
    public CompletableFuture<Void> close() {
      CompletableFuture<Void> closed = new CompletableFuture<>();
      channel.close().addListener(done -> closed.complete(null));
      return closed;
    }
  }
}
