package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.vtepd.daemon.monitor.UpdateMethod;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.rpc.JsonRpcDecoder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionChannelTest {

  private static final int CHUNK_BYTES = 64 << 10;
  private static final int CHUNK_COUNT = 64;

  private final Mailbox<OwnerMessage> mailbox = new Mailbox<>();
  private final ServerCounters counters = new ServerCounters(ServerClock.system());
  private final Owner owner =
      new Owner(ServerOptions.defaults(), counters, mailbox, job -> {}, job -> {});
  private final SessionChannel session =
      new SessionChannel(
          new Turns(mailbox, owner),
          ServerLimits.DEFAULT,
          counters,
          new InputMeter(),
          new JsonRpcDecoder(ServerLimits.DEFAULT.message()),
          new SharedBudget<>(1, 1),
          new CutLog(CutLog.throttleOfAll(), "test"));
  private final Sink channel = new Sink();

  /**
   * Counts the bytes of all writes and of the largest one, which is a write until nothing is left.
   */
  private static final class Sink extends EmbeddedChannel {
    private long sentBytes;
    private long largestBytes;

    @Override
    protected void doWrite(ChannelOutboundBuffer buffer) throws Exception {
      long before = sentBytes;
      super.doWrite(buffer);
      largestBytes = Math.max(largestBytes, sentBytes - before);
    }

    @Override
    protected void handleOutboundMessage(Object message) {
      sentBytes += ((ByteBuf) message).readableBytes();
      ReferenceCountUtil.release(message);
    }
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static Outgoing contents() {
    SharedContents contents = new SharedContents();
    for (int i = 0; i < CHUNK_COUNT; i++) {
      contents.take(new byte[CHUNK_BYTES], CHUNK_BYTES);
    }
    contents.complete();
    return new Outgoing.Contents(UpdateMethod.UPDATE, Json.of(1), contents);
  }

  /** A channel writes on as long as its buffer is filled while it writes, and its loop waits. */
  @Test
  void whatMakesRoomIsRefilledInAnotherTurnOfTheLoop() {
    session.begin(new Session("test", session, owner, ServerLimits.DEFAULT));
    channel.pipeline().addLast(session);
    int full = channel.config().getWriteBufferHighWaterMark() + 1;
    channel.write(Unpooled.wrappedBuffer(new byte[full]));
    session.deliver(new Delivery(List.of(contents()), 0, 0, false, 0));
    channel.runPendingTasks();
    assertThat(channel.sentBytes).isZero();
    channel.flush();
    while (channel.hasPendingTasks()) {
      channel.runPendingTasks();
    }
    assertThat(channel.sentBytes).isGreaterThan((long) CHUNK_COUNT * CHUNK_BYTES);
    assertThat(channel.largestBytes).isLessThan(4L * CHUNK_BYTES);
  }
}
