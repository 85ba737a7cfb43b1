package io.vtepd.daemon.server;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * How far one channel has sent shared contents. Confined to the channel's event loop, but for
 * {@link #onMore}.
 */
final class ContentsCursor implements SharedContents.Reader {

  private final SharedContents contents;
  private final LongConsumer count;
  private final Runnable wake;
  private final AtomicBoolean dry = new AtomicBoolean();
  private int next;

  /**
   * @param contents is retained for this cursor
   * @param count is told how many bytes more there are, on any thread
   * @param wake is called, on any thread, when there is more after {@link #hasNext} said that not
   */
  ContentsCursor(SharedContents contents, LongConsumer count, Runnable wake) {
    this.contents = contents;
    this.count = count;
    this.wake = wake;
    count.accept(contents.attach(this));
  }

  @Override
  public void onMore(int bytes) {
    count.accept(bytes);
    if (dry.getAndSet(false)) {
      wake.run();
    }
  }

  /** Whether everything was taken. */
  boolean isAtEnd() {
    return contents.endsAt(next);
  }

  /** Whether there is a piece to take. If not, and this is not the end, somebody will be woken. */
  boolean hasNext() {
    if (contents.has(next)) {
      return true;
    }
    dry.set(true);
    // It may have come since.
    if (contents.has(next) || contents.endsAt(next)) {
      onMore(0);
    }
    return false;
  }

  /** The next piece, for one write. */
  ByteBuf next() {
    return contents.chunk(next++);
  }

  /** Gives the contents back; once. */
  void close() {
    contents.detach(this);
    contents.release();
  }
}
