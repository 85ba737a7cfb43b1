package io.vtepd.tests.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * What vtepd would be if transactions cost nothing: the same event loops, which answer each request
 * with the same bytes, and tell all who have asked for a monitor of each transaction. It serves the
 * inserts and the updates of this bench.
 */
public final class NettyEcho {

  private static final int IO_THREADS =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
  private static final byte[] REPLY =
      "{\"id\":12345,\"result\":[{\"uuid\":[\"uuid\",\"00000000-0000-0000-0000-000000000000\"]}],\"error\":null}"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONTENTS =
      "{\"id\":0,\"result\":{},\"error\":null}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UPDATE = SinkServer.UPDATE.getBytes(StandardCharsets.US_ASCII);

  /** As many bytes as a method's name needs to be told from the others'. */
  private static final int NAME_AT = "{\"method\":\"m".length();

  private static final ChannelGroup WATCHERS =
      new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

  private NettyEcho() {}

  /** Arguments: the port. Serves until it is killed. */
  public static void main(String[] words) {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(IO_THREADS, NioIoHandler.newFactory());
    new ServerBootstrap()
        .group(group)
        .channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Answers());
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words[0])))
        .syncUninterruptibly();
  }

  private static final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
    private final ReplyScanner requests = new ReplyScanner();

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      boolean asksForMonitor =
          bytes.readableBytes() > NAME_AT && bytes.getByte(bytes.readerIndex() + NAME_AT) == 'o';
      for (int left = requests.scan(bytes.nioBuffer()); left > 0; left--) {
        if (asksForMonitor) {
          WATCHERS.add(context.channel());
        } else {
          WATCHERS.forEach(watcher -> watcher.writeAndFlush(Unpooled.wrappedBuffer(UPDATE)));
        }
        context.write(Unpooled.wrappedBuffer(asksForMonitor ? CONTENTS : REPLY));
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
