package io.vtepd.daemon.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannelConfig;

/**
 * Keeps a channel open for output when its input ends, which {@link ChannelInputShutdownEvent}
 * tells.
 *
 * <p>TCP channels of Netty do that by themselves when asked to. Its NIO channels of Unix sockets
 * have the setting but close all the same (4.2.18 looks for it on TCP's settings alone). They do
 * not close what is shut already, so this handler shuts the input when the last read of a batch has
 * found its end, just before the channel would act on it.
 */
final class HalfClosure extends ChannelInboundHandlerAdapter {

  /** Puts the handler at the end of the pipeline. */
  static void install(Channel channel) {
    if (channel.config() instanceof SocketChannelConfig tcp) {
      tcp.setAllowHalfClosure(true);
    } else if (channel instanceof DuplexChannel) {
      channel.pipeline().addLast(new HalfClosure());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    DuplexChannel channel = (DuplexChannel) context.channel();
    boolean ended = channel.unsafe().recvBufAllocHandle().lastBytesRead() < 0;
    if (ended && !channel.isInputShutdown()) {
      channel.shutdownInput();
      context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }
  }
}
