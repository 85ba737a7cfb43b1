package io.vtepd.tls.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands before the TLS of a channel until its handshake is done: closes the channel of a peer that
 * sends more than a handshake can need, such as warnings (RFC 8446 section 6) without an end.
 */
final class HandshakeBytes extends ChannelInboundHandlerAdapter {
  /**
   * TLS takes messages of 32 KiB: the hello (two after a retry), the certificates and two short
   * ones come to less, with what a peer of TLS 1.3 may send right behind them.
   */
  static final int LIMIT = 256 << 10;

  private final int limitBytes;
  private final Runnable onLimit;
  private long byteCount;

  private HandshakeBytes(int limitBytes, Runnable onLimit) {
    this.limitBytes = limitBytes;
    this.onLimit = onLimit;
  }

  /**
   * Adds the TLS of a channel and a guard before it, which leaves when the handshake is done.
   *
   * @param onLimit runs on the channel's loop before the channel is closed
   */
  static void guard(Channel channel, SslHandler tls, int limitBytes, Runnable onLimit) {
    HandshakeBytes guard = new HandshakeBytes(limitBytes, onLimit);
    channel.pipeline().addLast(guard, tls);
    tls.handshakeFuture()
        .addListener(done -> {
          if (done.isSuccess()) {
            channel.pipeline().remove(guard);
          }
        });
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      byteCount += bytes.readableBytes();
    }
    if (byteCount <= limitBytes) {
      ctx.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    if (ctx.channel().isOpen()) {
      onLimit.run();
      CloseReason.close(ctx.channel(), "over " + limitBytes + " bytes within the TLS handshake");
    }
  }
}
