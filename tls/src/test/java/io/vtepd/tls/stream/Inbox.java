package io.vtepd.tls.stream;

import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A protocol that keeps what comes: the channels, their peers, their text, and their events. */
final class Inbox implements ReadyHandler {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  final List<Channel> channels = new CopyOnWriteArrayList<>();
  final List<Peer> peers = new CopyOnWriteArrayList<>();
  final List<Object> events = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> text = new AtomicReference<>("");

  @Override
  public void onReady(Channel channel, Peer peer) {
    channel.pipeline().addLast(new Reader());
    peers.add(peer);
    channels.add(channel);
  }

  String text() {
    return text.get();
  }

  Channel awaitChannel(int number) {
    await().atMost(DEADLINE).until(() -> channels.size() >= number);
    return channels.get(number - 1);
  }

  void awaitText(String expected) {
    await().atMost(DEADLINE).until(() -> text().contains(expected));
  }

  static void send(Channel channel, String line) {
    channel.writeAndFlush(Unpooled.copiedBuffer(line, StandardCharsets.UTF_8));
  }

  private final class Reader extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      events.add("active");
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      text.accumulateAndGet(bytes.toString(StandardCharsets.UTF_8), String::concat);
      bytes.release();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      events.add(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      events.add("inactive");
    }
  }
}
