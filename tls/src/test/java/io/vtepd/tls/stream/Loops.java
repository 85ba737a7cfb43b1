package io.vtepd.tls.stream;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;

/** Event loops for one test class. */
final class Loops implements AutoCloseable {
  private static final int THREAD_COUNT = 2;

  final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(THREAD_COUNT, NioIoHandler.newFactory());

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
