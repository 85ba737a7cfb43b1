package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeHandlerTest {
  private final List<Object> events = new ArrayList<>();

  /** A channel whose output goes out only when a test says so, as to a slow reader. */
  private static final class SlowChannel extends EmbeddedChannel {
    private int writableBytes = Integer.MAX_VALUE;

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
      while (out.current() instanceof io.netty.buffer.ByteBuf head
          && head.readableBytes() <= writableBytes) {
        writableBytes -= head.readableBytes();
        out.remove();
      }
    }
  }

  private final SlowChannel channel = new SlowChannel();
  private ProbeHandler probe;

  @BeforeEach
  void install() {
    channel.freezeTime();
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                events.add(event);
              }
            });
    probe = ProbeHandler.install(channel, 1_000);
  }

  private void pass(long ms) {
    channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  private void receive() {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {' '}));
  }

  @Test
  void asksASilentPeerAndClosesWithAReason() {
    pass(999);
    assertThat(events).isEmpty();
    pass(1);
    assertThat(events).containsExactly(ProbeEvent.SEND_PROBE);
    pass(1_000);
    assertThat(events).containsExactly(ProbeEvent.SEND_PROBE, ProbeEvent.TIMED_OUT);
    assertThat(channel.isOpen()).isFalse();
    assertThat(CloseReason.of(channel)).contains("no answer to the inactivity probe for 1000 ms");
  }

  @Test
  void aTalkingPeerIsNeverAsked() {
    for (int i = 0; i < 10; i++) {
      pass(900);
      receive();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void anAnswerKeepsTheChannel() {
    pass(1_000);
    receive();
    pass(999);
    assertThat(channel.isOpen()).isTrue();
    assertThat(events).containsExactly(ProbeEvent.SEND_PROBE);
  }

  @Test
  void theIntervalChangesWhileRunning() {
    probe.setIntervalMs(100);
    pass(0);
    pass(100);
    assertThat(events).containsExactly(ProbeEvent.SEND_PROBE);
    probe.setIntervalMs(0);
    pass(0);
    pass(100_000);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aPeerThatTakesOurOutputSlowlyLives() {
    channel.writableBytes = 0;
    for (int i = 0; i < 10; i++) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
    }
    pass(1_000);
    for (int i = 0; i < 5; i++) {
      channel.writableBytes = 100;
      channel.flush();
      pass(1_000);
    }
    assertThat(channel.isOpen()).isTrue();
    pass(1_000);
    pass(1_000);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void newOutputToAStuckPeerDoesNotKeepIt() {
    channel.writableBytes = 0;
    for (int i = 0; i < 4 && channel.isOpen(); i++) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
      pass(1_000);
    }
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whileWeDoNotReadNobodyIsCut() {
    channel.config().setAutoRead(false);
    pass(1_000);
    pass(1_000);
    pass(1_000);
    assertThat(channel.isOpen()).isTrue();
    channel.config().setAutoRead(true);
    pass(1_000);
    pass(1_000);
    assertThat(channel.isOpen()).isFalse();
  }
}
