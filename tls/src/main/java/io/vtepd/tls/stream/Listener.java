package io.vtepd.tls.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vtepd.tls.context.TlsFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Listens on a passive target and hands each channel on once its peer is known; for TLS, no byte
 * reaches the protocol before the peer has shown a certificate that our CA signed.
 *
 * <p>Safe for any thread.
 */
public final class Listener {
  private final Channel channel;
  private final Acceptor acceptor;
  private final Target.Passive target;

  /**
   * Counts since the listener was bound, and what is open now.
   *
   * @param openCount accepted channels that are open, those in a handshake included
   * @param acceptedCount channels accepted
   * @param overLimitCount channels closed at once because of a limit on connections
   * @param acceptFailedCount failed attempts to accept, such as for want of descriptors
   * @param tlsFailures failed handshakes by cause
   */
  public record Counts(
      int openCount,
      long acceptedCount,
      long overLimitCount,
      long acceptFailedCount,
      Map<TlsFailure, Long> tlsFailures) {
    /** Copies the map. */
    public Counts {
      tlsFailures = Map.copyOf(tlsFailures);
    }
  }

  private Listener(Channel channel, Acceptor acceptor, Target.Passive target) {
    this.channel = channel;
    this.acceptor = acceptor;
    this.target = target;
  }

  /**
   * Binds a target.
   *
   * @param onReady takes each ready channel, on the channel's loop
   * @return the listener, or an {@link IOException} that says what to do
   * @throws IllegalArgumentException if the target needs TLS and the transport has none
   */
  public static CompletableFuture<Listener> bind(
      Transport transport, Target.Passive target, ListenerSettings settings, ReadyHandler onReady) {
    Acceptor acceptor = new Acceptor(transport, target, settings, onReady);
    return switch (target) {
      case Target.Pssl t -> bindInet(transport, acceptor, target, settings, t.tcpPort(), t.host());
      case Target.Ptcp t -> bindInet(transport, acceptor, target, settings, t.tcpPort(), t.host());
      case Target.Punix t -> bindUnix(transport, acceptor, t, settings);
    };
  }

  /** The bound target: as it was given, with the port that the system chose in place of 0. */
  public Target.Passive target() {
    return target;
  }

  /** What happened so far. */
  Counts counts() {
    Map<TlsFailure, Long> failures = new EnumMap<>(TlsFailure.class);
    acceptor.tlsFailures.forEach((failure, count) -> failures.put(failure, count.sum()));
    return new Counts(
        acceptor.open.size(),
        acceptor.acceptedCount.sum(),
        acceptor.overLimitCount.sum(),
        acceptor.acceptFailedCount.sum(),
        failures);
  }

  /**
   * Stops listening; Netty removes the Unix socket's file. Channels whose peer is not known yet are
   * closed; the others go on, see {@link #closeConnections}. The future ends when the address is
   * free.
   */
  public CompletableFuture<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    channel
        .close()
        .addListener(done -> {
          acceptor.open.stream()
              .filter(child -> !child.hasAttr(Peer.ATTRIBUTE))
              .forEach(child -> CloseReason.close(child, "listener closed"));
          // A selector lets go of a socket in its next round only: so long the address is in use.
          channel
              .eventLoop()
              .schedule(() -> {}, 1, TimeUnit.MILLISECONDS)
              .addListener(round -> closed.complete(null));
        });
    return closed;
  }

  /** Closes the accepted channels. */
  public void closeConnections(String reason) {
    acceptor.open.forEach(child -> CloseReason.close(child, reason));
  }

  private static CompletableFuture<Listener> bindInet(
      Transport transport,
      Acceptor acceptor,
      Target.Passive target,
      ListenerSettings settings,
      int tcpPort,
      Optional<String> host) {
    EventLoop loop = transport.group().next();
    CompletableFuture<InetSocketAddress> address =
        host.isEmpty()
            ? CompletableFuture.completedFuture(new InetSocketAddress(tcpPort))
            : Addresses.of(host.get(), loop)
                .thenApply(found -> new InetSocketAddress(found.getFirst(), tcpPort));
    return address
        .thenCompose(at -> {
          NioServerSocketChannel channel = new NioServerSocketChannel();
          channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
          channel.config().setBacklog(settings.backlogCount());
          return open(loop, channel, acceptor, at);
        })
        .handle((channel, failure) -> {
          if (failure != null) {
            throw cannotListen(target, failure);
          }
          int boundPort = ((InetSocketAddress) channel.localAddress()).getPort();
          return new Listener(channel, acceptor, bound(target, boundPort));
        });
  }

  private static CompletableFuture<Listener> bindUnix(
      Transport transport, Acceptor acceptor, Target.Punix target, ListenerSettings settings) {
    Path path = Path.of(target.file());
    try {
      new UnixSocketFile(path).clear();
    } catch (IOException e) {
      return CompletableFuture.failedFuture(cannotListen(target, e).getCause());
    }
    NioServerDomainSocketChannel channel = new NioServerDomainSocketChannel();
    channel.config().setOption(ChannelOption.SO_BACKLOG, settings.backlogCount());
    return open(transport.group().next(), channel, acceptor, UnixDomainSocketAddress.of(path))
        .handle((opened, failure) -> {
          if (failure != null) {
            throw cannotListen(target, failure);
          }
          try {
            UnixSocketFile.open(path, settings);
          } catch (IOException e) {
            opened.close();
            throw cannotListen(target, e);
          }
          return new Listener(opened, acceptor, target);
        });
  }

  private static CompletableFuture<Channel> open(
      EventLoop loop, Channel channel, Acceptor acceptor, SocketAddress address) {
    CompletableFuture<Channel> opened = new CompletableFuture<>();
    channel.pipeline().addLast(acceptor);
    ChannelFuture registered = loop.register(channel);
    registered.addListener(done -> {
      if (!done.isSuccess()) {
        channel.unsafe().closeForcibly();
        opened.completeExceptionally(done.cause());
        return;
      }
      channel
          .bind(address)
          .addListener(bound -> {
            if (bound.isSuccess()) {
              opened.complete(channel);
            } else {
              channel.close();
              opened.completeExceptionally(bound.cause());
            }
          });
    });
    return opened;
  }

  private static CompletionException cannotListen(Target.Passive target, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String words =
        cause instanceof IOException e ? String.valueOf(e.getMessage()) : cause.toString();
    return new CompletionException(
        new IOException("can't listen on " + target + ": " + words, cause));
  }

  private static Target.Passive bound(Target.Passive target, int tcpPort) {
    return switch (target) {
      case Target.Pssl t -> new Target.Pssl(tcpPort, t.host());
      case Target.Ptcp t -> new Target.Ptcp(tcpPort, t.host());
      case Target.Punix t -> t;
    };
  }
}
