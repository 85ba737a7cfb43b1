package io.vtepd.tls.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.context.TlsFailure;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Stands between the transport and the protocol: opens once the peer is known, and keeps the
 * transport's failures from the protocol by closing the channel with a {@link CloseReason}.
 */
final class Gate extends ChannelInboundHandlerAdapter {
  /** What a listener or connector does at the steps of a channel; all on the channel's loop. */
  interface Steps {
    /**
     * The TLS handshake is done.
     *
     * @return whether the channel may be used; if not, it was closed
     */
    boolean admit(ChannelHandlerContext ctx, SslHandler tls);

    /** Hand the channel to the protocol. */
    void ready(ChannelHandlerContext ctx, Peer peer);

    /** The handshake failed; the channel closes. May note a better reason than the plain one. */
    void handshakeFailed(ChannelHandlerContext ctx, Throwable cause);

    /** Bytes came for the protocol. */
    void received();

    /** The peer is silent and was probed. */
    void probed();
  }

  private final Steps steps;
  private final Optional<TlsContexts> tls;
  private boolean open;

  Gate(Steps steps, Optional<TlsContexts> tls) {
    this.steps = steps;
    this.tls = tls;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (tls.isEmpty()) {
      open(ctx, Peer.plain(ctx.channel().remoteAddress()));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent completion) {
      onHandshake(ctx, completion);
      return;
    }
    if (event == ProbeEvent.SEND_PROBE) {
      steps.probed();
    }
    ctx.fireUserEventTriggered(event);
  }

  private void onHandshake(ChannelHandlerContext ctx, SslHandshakeCompletionEvent completion) {
    if (!completion.isSuccess()) {
      steps.handshakeFailed(ctx, completion.cause());
      CloseReason.note(ctx.channel(), TlsFailure.describe(completion.cause()));
      ctx.close();
      return;
    }
    SslHandler handler = ctx.pipeline().get(SslHandler.class);
    if (!steps.admit(ctx, handler)) {
      return;
    }
    try {
      SSLSession session = handler.engine().getSession();
      List<X509Certificate> presented = TlsContexts.presented(session);
      // Not to be resumed: each connection shows its certificate, as with Open vSwitch.
      session.invalidate();
      Channel channel = ctx.channel();
      Runnable forget =
          tls.orElseThrow().admitted(presented, reason -> CloseReason.close(channel, reason));
      channel.closeFuture().addListener(closed -> forget.run());
      open(ctx, Peer.certified(presented.getFirst(), channel.remoteAddress()));
    } catch (SSLPeerUnverifiedException e) {
      // Can't happen while the engine requires a certificate; if it does, nobody gets in.
      steps.handshakeFailed(ctx, e);
      CloseReason.close(ctx.channel(), TlsFailure.describe(e));
    }
  }

  private void open(ChannelHandlerContext ctx, Peer peer) {
    ctx.channel().attr(Peer.ATTRIBUTE).set(peer);
    open = true;
    steps.ready(ctx, peer);
    if (ctx.channel().isActive()) {
      ctx.fireChannelActive();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!open) {
      ReferenceCountUtil.release(message);
      CloseReason.close(ctx.channel(), "data before the handshake was done");
      return;
    }
    steps.received();
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (open) {
      ctx.fireChannelInactive();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    CloseReason.close(ctx.channel(), FailureWords.of(cause));
  }
}
