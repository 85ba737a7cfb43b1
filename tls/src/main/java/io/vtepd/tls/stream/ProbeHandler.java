package io.vtepd.tls.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Watches a ready channel for silence: fires {@link ProbeEvent#SEND_PROBE} for the protocol to send
 * its echo, and closes the channel with a {@link CloseReason} when nothing comes after it.
 *
 * <p>As in Open vSwitch, unsent output that moves counts as a sign of life: a peer that takes a
 * large answer slowly can't answer an echo that is queued behind it. While we ourselves do not read
 * (auto-read off, nothing unsent), silence proves nothing and nobody is cut.
 *
 * <p>Reading costs a look at the clock; the timer is set again only when it fires.
 */
public final class ProbeHandler extends ChannelInboundHandlerAdapter {
  private long intervalMs;
  private Probe probe = new Probe.Off();

  /** Set before {@link #install} returns; read by any thread in {@link #setIntervalMs}. */
  private volatile ChannelHandlerContext context;

  private ScheduledFuture<?> timer;
  private Output lastOutput = Output.NONE;

  /** How far the unsent output was; two looks tell whether it moves. */
  private record Output(long pendingBytes, int headIdentity, long headProgressBytes) {
    private static final Output NONE = new Output(0, 0, 0);

    static Output of(Channel channel) {
      ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
      if (buffer == null || buffer.isEmpty()) {
        return NONE;
      }
      int headBytes = buffer.current() instanceof ByteBuf head ? head.readerIndex() : 0;
      return new Output(
          buffer.totalPendingWriteBytes(),
          System.identityHashCode(buffer.current()),
          buffer.currentProgress() + headBytes);
    }

    boolean isEmpty() {
      return pendingBytes == 0;
    }

    boolean movedSince(Output before) {
      return !before.isEmpty()
          && (pendingBytes < before.pendingBytes
              || headIdentity != before.headIdentity
              || headProgressBytes != before.headProgressBytes);
    }
  }

  private ProbeHandler(long intervalMs) {
    this.intervalMs = intervalMs;
  }

  /**
   * Puts a probe at the head of a ready channel's pipeline, where all bytes count and its events
   * pass every other handler.
   *
   * @param channel a channel that a {@link ReadyHandler} was given, on its event loop
   * @param intervalMs silence before a probe, and before giving up; 0 = never
   */
  public static ProbeHandler install(Channel channel, long intervalMs) {
    Probe.start(intervalMs, 0);
    ProbeHandler handler = new ProbeHandler(intervalMs);
    channel.pipeline().addFirst(handler);
    return handler;
  }

  /**
   * Changes the interval of a running channel; from any thread.
   *
   * @param newIntervalMs counted from now; 0 = never
   */
  public void setIntervalMs(long newIntervalMs) {
    Probe.start(newIntervalMs, 0);
    ChannelHandlerContext ctx = context;
    ctx.executor()
        .execute(() -> {
          intervalMs = newIntervalMs;
          begin();
        });
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    begin();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopTimer();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    probe = probe.received(nowMs());
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopTimer();
    ctx.fireChannelInactive();
  }

  private void begin() {
    stopTimer();
    probe = Probe.start(intervalMs, nowMs());
    lastOutput = Output.of(context.channel());
    arm();
  }

  private void arm() {
    OptionalLong deadlineMs = probe.deadlineMs();
    if (deadlineMs.isPresent() && context.channel().isOpen()) {
      long delayMs = Math.max(1, deadlineMs.getAsLong() - nowMs());
      timer = context.executor().schedule(this::onTimer, delayMs, TimeUnit.MILLISECONDS);
    }
  }

  private void onTimer() {
    Output output = Output.of(context.channel());
    boolean deaf = !context.channel().config().isAutoRead() && output.isEmpty();
    if (deaf || output.movedSince(lastOutput)) {
      probe = probe.received(nowMs());
    }
    lastOutput = output;
    Probe.Step step = probe.tick(nowMs());
    probe = step.next();
    switch (step.action()) {
      case NONE -> arm();
      case SEND_PROBE -> {
        arm();
        context.fireUserEventTriggered(ProbeEvent.SEND_PROBE);
      }
      case TIME_OUT -> {
        String reason = "no answer to the inactivity probe for " + intervalMs + " ms";
        CloseReason.note(context.channel(), reason);
        context.fireUserEventTriggered(ProbeEvent.TIMED_OUT);
        CloseReason.close(context.channel(), reason);
      }
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(context.executor().ticker().nanoTime());
  }
}
