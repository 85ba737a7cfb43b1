package io.vtepd.bridge.openflow.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.message.Message.Frame;
import io.vtepd.bridge.openflow.message.MessageCodec;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Messages on their way out. They are encoded into blocks only as fast as the connection takes
 * them, so that a bundle of 100,000 flows does not lie in memory as bytes. Used on the I/O thread
 * alone.
 */
final class Outbox {

  private static final int BLOCK_BYTES = 64 * 1024;

  private final Channel channel;
  private final Consumer<Xid> onUnencodable;
  private final Queue<Iterator<Frame>> queue = new ArrayDeque<>();
  private boolean pumping;

  /**
   * @param onUnencodable told of a message that does not fit the format, and so was not sent
   */
  Outbox(Channel channel, Consumer<Xid> onUnencodable) {
    this.channel = channel;
    this.onUnencodable = onUnencodable;
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
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (canWrite()) {
        writeBlocks();
        channel.flush();
      }
    } finally {
      pumping = false;
    }
  }

  void clear() {
    queue.clear();
  }

  private boolean canWrite() {
    return !queue.isEmpty() && channel.isActive() && channel.isWritable();
  }

  private void writeBlocks() {
    while (canWrite()) {
      ByteBuf block = channel.alloc().buffer(BLOCK_BYTES + BLOCK_BYTES / 4);
      fill(block);
      channel.write(block, channel.voidPromise());
    }
  }

  private void fill(ByteBuf block) {
    while (!queue.isEmpty() && block.readableBytes() < BLOCK_BYTES) {
      Iterator<Frame> frames = queue.element();
      if (frames.hasNext()) {
        encode(block, frames.next());
      } else {
        queue.remove();
      }
    }
  }

  private void encode(ByteBuf block, Frame frame) {
    int start = block.writerIndex();
    try {
      MessageCodec.encode(block, frame.xid(), frame.message());
    } catch (IllegalArgumentException unencodable) {
      block.writerIndex(start);
      onUnencodable.accept(frame.xid());
    }
  }
}
