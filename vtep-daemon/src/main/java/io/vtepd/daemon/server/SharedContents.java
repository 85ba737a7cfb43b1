package io.vtepd.daemon.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vtepd.daemon.monitor.ChunkSink;
import java.util.ArrayList;
import java.util.List;

/**
 * Initial contents between the thread that encodes them and all channels that send them: pieces in
 * memory that the system can send from, there once for everybody, and there to be sent while the
 * encoding goes on.
 *
 * <p>Lives until everybody has released it who has retained it. For any thread.
 */
final class SharedContents implements ChunkSink {

  private final List<ByteBuf> chunks = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private long byteCount;
  private boolean complete;
  private int users = 1;

  /** A channel that sends the contents. */
  interface Reader {

    /**
     * There is more to send, or the end has come. On the encoding thread.
     *
     * @param bytes so many more
     */
    void onMore(int bytes);
  }

  /** One more user, who has to release it. */
  synchronized SharedContents retain() {
    if (users == 0) {
      throw new IllegalStateException("contents that were released by all");
    }
    users++;
    return this;
  }

  /** One user less. */
  synchronized void release() {
    if (--users == 0) {
      chunks.forEach(ByteBuf::release);
      chunks.clear();
    }
  }

  @Override
  public void take(byte[] bytes, int length) {
    ByteBuf chunk = Unpooled.directBuffer(length, length).writeBytes(bytes, 0, length);
    List<Reader> told;
    synchronized (this) {
      chunks.add(chunk);
      byteCount += length;
      told = List.copyOf(readers);
    }
    told.forEach(reader -> reader.onMore(length));
  }

  /** Nothing follows. */
  void complete() {
    List<Reader> told;
    synchronized (this) {
      complete = true;
      told = List.copyOf(readers);
      readers.clear();
    }
    told.forEach(reader -> reader.onMore(0));
  }

  /** From now on the reader is told of more; gives the number of bytes that are there. */
  synchronized long attach(Reader reader) {
    if (!complete) {
      readers.add(reader);
    }
    return byteCount;
  }

  /** The reader is told no more. */
  synchronized void detach(Reader reader) {
    readers.remove(reader);
  }

  /** Whether that piece is there. */
  synchronized boolean has(int index) {
    return index < chunks.size();
  }

  /** Whether that is the number of all pieces there will ever be. */
  synchronized boolean endsAt(int index) {
    return complete && index == chunks.size();
  }

  /** A piece that is there, for one write, which releases it. */
  synchronized ByteBuf chunk(int index) {
    return chunks.get(index).retainedDuplicate();
  }
}
