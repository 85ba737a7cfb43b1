package io.vtepd.bridge.openflow.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.vtepd.bridge.openflow.message.Message.Frame;
import io.vtepd.bridge.openflow.message.MessageCodec;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;

/**
 * Messages on their way out. They are encoded into blocks only as fast as the connection takes
 * them, so that a bundle of 100,000 flows does not lie in memory as bytes. Used on the I/O thread
 * alone.
 */
final class Outbox {

  private static final int BLOCK_BYTES = 64 * 1024;

  private final Channel channel;
  private final Queue<Iterator<Frame>> queue = new ArrayDeque<>();

  Outbox(Channel channel) {
    this.channel = channel;
  }

  void send(Frame frame) {
    send(List.of(frame).iterator());
  }

  /** Sends all that {@code frames} yields, in order, before anything that is handed over later. */
  void send(Iterator<Frame> frames) {
    queue.add(frames);
    pump();
  }

  /** Goes on writing; called also when the connection has become writable again. */
  void pump() {
    boolean wrote = false;
    while (!queue.isEmpty() && channel.isActive() && channel.isWritable()) {
      ByteBuf block = channel.alloc().buffer(BLOCK_BYTES + BLOCK_BYTES / 4);
      fill(block);
      channel.write(block, channel.voidPromise());
      wrote = true;
    }
    if (wrote) {
      channel.flush();
    }
  }

  void clear() {
    queue.clear();
  }

  private void fill(ByteBuf block) {
    while (!queue.isEmpty() && block.readableBytes() < BLOCK_BYTES) {
      Iterator<Frame> frames = queue.element();
      if (frames.hasNext()) {
        Frame frame = frames.next();
        MessageCodec.encode(block, frame.xid(), frame.message());
      } else {
        queue.remove();
      }
    }
  }
}
