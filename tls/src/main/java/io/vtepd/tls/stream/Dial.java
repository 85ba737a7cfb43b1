package io.vtepd.tls.stream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.vtepd.tls.context.Admission;
import io.vtepd.tls.context.TlsContext;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.context.TlsFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One try of a {@link Connector} and the connection that it becomes; confined to its loop. */
final class Dial implements Gate.Steps {
  /** What the connector hears, on the loop; after {@link #ended} or {@link #dialAgain} nothing. */
  interface Progress {
    void ready(Channel channel, Peer peer);

    void received();

    void probed();

    /** The try was used up to learn the CA: make another at once. */
    void dialAgain();

    void ended(Optional<String> error);
  }

  private static final String CLOSED_BY_PEER = "connection closed by peer";

  private final Target.Active target;
  private final EventLoop loop;
  private final long tryCount;
  private final Progress progress;

  /** Contexts to admit with and the one that this channel got. */
  private final Optional<TlsContexts> contexts;

  private final Optional<TlsContext> context;
  private final StreamCounters counters;
  private Optional<Channel> channel = Optional.empty();
  private boolean connected;
  private boolean again;
  private boolean over;

  Dial(
      Transport transport, Target.Active target, EventLoop loop, long tryCount, Progress progress) {
    this.target = target;
    this.loop = loop;
    this.tryCount = tryCount;
    this.progress = progress;
    this.contexts = transport.tlsFor(target);
    this.counters = transport.counters();
    this.context = contexts.map(TlsContexts::current);
  }

  void begin() {
    switch (target) {
      case Target.Ssl t -> resolve(t.remote());
      case Target.Tcp t -> resolve(t.remote());
      case Target.Unix t ->
          connect(UnixDomainSocketAddress.of(Path.of(t.file())), NioDomainSocketChannel.class);
    }
  }

  /** Ends the try or the connection. */
  void abort(String reason) {
    if (channel.isPresent()) {
      CloseReason.close(channel.get(), reason);
    } else {
      end(Optional.of(reason));
    }
  }

  /** The try took too long. */
  void timeOut() {
    abort(connected && context.isPresent() ? "TLS: handshake timed out" : "connection timed out");
  }

  private void resolve(HostPort remote) {
    Addresses.of(remote.host(), loop)
        .whenComplete((addresses, failure) -> {
          if (over) {
            return;
          }
          if (failure != null) {
            end(Optional.of(FailureWords.of(failure)));
          } else {
            connect(
                new InetSocketAddress(choose(addresses), remote.tcpPort()), NioSocketChannel.class);
          }
        });
  }

  /** Each try takes the next address of the name. */
  private InetAddress choose(List<InetAddress> addresses) {
    return addresses.get((int) (Math.max(0, tryCount - 1) % addresses.size()));
  }

  private void connect(SocketAddress address, Class<? extends Channel> kind) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(kind)
            .disableResolver()
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel dialled) {
                    context.ifPresent(tls -> guard(dialled, tls.clientHandler(0)));
                    dialled.pipeline().addLast(new Gate(Dial.this, contexts));
                  }
                });
    if (address instanceof InetSocketAddress) {
      // The deadline of the Connecting state stands in for Netty's own timeout.
      bootstrap
          .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
          .option(ChannelOption.TCP_NODELAY, true)
          .option(ChannelOption.SO_KEEPALIVE, true);
    }
    ChannelFuture connecting = bootstrap.connect(address);
    channel = Optional.of(connecting.channel());
    connecting.addListener(done -> {
      connected = done.isSuccess();
      if (!done.isSuccess()) {
        CloseReason.note(connecting.channel(), FailureWords.of(done.cause()));
        connecting.channel().close();
      }
    });
    // Netty closes the channel of a peer that sent a TLS alert before it tells of the alert.
    connecting
        .channel()
        .closeFuture()
        .addListener(done -> loop.execute(() -> onClosed(connecting.channel())));
  }

  private void guard(Channel dialled, SslHandler tls) {
    HandshakeBytes.guard(
        dialled, tls, HandshakeBytes.LIMIT, () -> counters.hit(StreamLimit.HANDSHAKE_BYTES));
  }

  private void onClosed(Channel closedChannel) {
    end(Optional.of(CloseReason.of(closedChannel).orElse(CLOSED_BY_PEER)));
  }

  private void end(Optional<String> error) {
    if (over) {
      return;
    }
    over = true;
    if (again) {
      progress.dialAgain();
    } else {
      progress.ended(error);
    }
  }

  @Override
  public boolean admit(ChannelHandlerContext ctx, SslHandler handler) {
    Admission admission =
        contexts
            .orElseThrow()
            .admit(context.orElseThrow(), handler.engine().getSession(), Instant.now());
    return switch (admission) {
      case Admission.Admitted admitted -> true;
      case Admission.DialAgain dialAgain -> {
        again = true;
        CloseReason.close(ctx.channel(), "the CA certificate was bootstrapped");
        yield false;
      }
      case Admission.Refused refused -> {
        CloseReason.close(ctx.channel(), "TLS: " + refused.reason());
        yield false;
      }
    };
  }

  @Override
  public void ready(ChannelHandlerContext ctx, Peer peer) {
    progress.ready(ctx.channel(), peer);
  }

  @Override
  public void handshakeFailed(ChannelHandlerContext ctx, Throwable cause) {
    counters.failed(TlsFailure.of(cause));
    // The connector reads the reason when the channel is closed.
    CloseReason.note(ctx.channel(), TlsFailure.describeDialled(cause));
  }

  @Override
  public void received() {
    progress.received();
  }

  @Override
  public void probed() {
    progress.probed();
  }
}
