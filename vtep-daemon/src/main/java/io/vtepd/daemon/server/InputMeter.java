package io.vtepd.daemon.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Counts the bytes that came since it was last asked. Before the decoder in the pipeline. */
final class InputMeter extends ChannelInboundHandlerAdapter {

  private long bytes;

  long take() {
    long taken = bytes;
    bytes = 0;
    return taken;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf buffer) {
      bytes += buffer.readableBytes();
    }
    context.fireChannelRead(message);
  }
}
