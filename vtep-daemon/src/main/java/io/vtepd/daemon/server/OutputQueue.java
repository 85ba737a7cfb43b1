package io.vtepd.daemon.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.vtepd.daemon.monitor.EncodedContents;
import io.vtepd.daemon.monitor.UpdateMethod;
import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.ResultJson;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A session's output on its way to the channel: encodes messages, and gives the channel no more
 * than it takes, so that shared contents are never copied for one client.
 *
 * <p>Confined to the channel's event loop, but for the two counts.
 */
final class OutputQueue {

  /** Pieces of this size are passed on as they are, smaller ones are put together. */
  private static final int LARGE_BYTES = 8 << 10;

  /** So much is written at once; then it is the turn of others on the event loop. */
  private static final int TURN_BYTES = 256 << 10;

  private final JsonWriter text = new JsonWriter();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final AtomicLong unsentBytes = new AtomicLong();
  private final AtomicLong askedBytes = new AtomicLong();
  private Runnable onProgress = () -> {};
  private Runnable onMore = () -> {};
  private final ServerTimes times;
  private long updatesSinceNs;
  private boolean pumping;
  private boolean turnDue;
  private boolean closed;

  private sealed interface Piece {
    record Bytes(ByteBuf buffer) implements Piece {}

    record Contents(ContentsCursor cursor) implements Piece {}
  }

  OutputQueue(ServerTimes times) {
    this.times = times;
  }

  /** What to call on the event loop when output has left. */
  void onProgress(Runnable listener) {
    onProgress = listener;
  }

  /** What to call, on any thread, when output can be pumped again that has run dry. */
  void onMore(Runnable listener) {
    onMore = listener;
  }

  /** Bytes that are on their way, those of deliveries that did not arrive here included. */
  long unsentBytes() {
    return unsentBytes.get();
  }

  /** Those of them that belong to initial contents. */
  long askedBytes() {
    return askedBytes.get();
  }

  /** On any thread: a delivery is on its way here. */
  void announce(Delivery delivery) {
    unsentBytes.addAndGet(delivery.estimatedBytes());
  }

  /** The delivery is here: its real size counts from now on. */
  void add(Delivery delivery) {
    delivery.messages().forEach(this::add);
    if (updatesSinceNs == 0) {
      updatesSinceNs = delivery.updatesSinceNs();
    }
    endText();
    unsentBytes.addAndGet(-delivery.estimatedBytes());
  }

  /** Appends a message. */
  void add(Outgoing message) {
    if (closed) {
      message.release();
      return;
    }
    switch (message) {
      case Outgoing.Message(var rpc) -> rpc.write(text);
      case Outgoing.Transacted transacted -> {
        text.raw("{\"id\":").json(transacted.id()).raw(",\"result\":");
        ResultJson.write(text, transacted.result());
        text.raw(",\"error\":null}");
      }
      case Outgoing.Update update -> add(update);
      case Outgoing.Contents contents -> add(contents);
    }
    if (text.length() >= LARGE_BYTES) {
      endText();
    }
  }

  private void add(Outgoing.Update update) {
    text.raw("{\"method\":\"").raw(update.method().jsonName()).raw("\",\"params\":[");
    text.json(update.monitorId()).raw(',');
    if (update.method() == UpdateMethod.UPDATE3) {
      text.raw('"').uuid(Uuid.ZERO).raw("\",");
    }
    add(update.tableUpdates());
    text.raw("],\"id\":null}");
  }

  private void add(EncodedContents contents) {
    for (byte[] chunk : contents.chunks()) {
      if (chunk.length < LARGE_BYTES) {
        text.raw(chunk, 0, chunk.length);
      } else {
        endText();
        put(chunk);
      }
    }
  }

  /** A server without history never finds the last transaction of {@code monitor_cond_since}. */
  private void add(Outgoing.Contents contents) {
    boolean since = contents.method() == UpdateMethod.UPDATE3;
    text.raw("{\"id\":").json(contents.id()).raw(",\"result\":");
    if (since) {
      text.raw("[false,\"").uuid(Uuid.ZERO).raw("\",");
    }
    endText();
    pieces.add(
        new Piece.Contents(
            new ContentsCursor(contents.contents(), this::onContents, () -> onMore.run())));
    text.raw(since ? "],\"error\":null}" : ",\"error\":null}");
  }

  /** Asked for first, so that nobody sees contents as unasked for. */
  private void onContents(long bytes) {
    askedBytes.addAndGet(bytes);
    unsentBytes.addAndGet(bytes);
  }

  private void endText() {
    if (text.length() > 0) {
      put(text.toByteArray());
      text.reset();
    }
  }

  private void put(byte[] bytes) {
    pieces.add(new Piece.Bytes(Unpooled.wrappedBuffer(bytes)));
    unsentBytes.addAndGet(bytes.length);
  }

  /** Whether nothing is left that the channel did not get. */
  boolean isEmpty() {
    return pieces.isEmpty() && text.length() == 0;
  }

  /** Gives the channel what it takes, up to a turn's share; not while one is due. */
  void pump(ChannelHandlerContext context) {
    if (pumping || turnDue) {
      return;
    }
    endText();
    pumping = true;
    long written = 0;
    try {
      long flushed = -1;
      while (flushed != 0 && written < TURN_BYTES) {
        flushed = writeAndFlush(context);
        written += flushed;
      }
    } finally {
      pumping = false;
    }
    if (written >= TURN_BYTES) {
      pumpLater(context);
    }
  }

  /**
   * Pumps when the event loop has looked after its other channels. For when the channel has made
   * room while it writes: what it gets then it would go on to write at once, megabytes in a row.
   */
  void pumpLater(ChannelHandlerContext context) {
    if (!pumping && !turnDue) {
      turnDue = true;
      // Not as a plain task: the loop runs those until there are none, and reads nothing meanwhile.
      context.executor().schedule(() -> nextTurn(context), 0, TimeUnit.NANOSECONDS);
    }
  }

  private void nextTurn(ChannelHandlerContext context) {
    turnDue = false;
    pump(context);
  }

  /** Fills the channel's buffer and flushes it; gives the number of bytes. */
  private long writeAndFlush(ChannelHandlerContext context) {
    long sent = 0;
    long sentAsked = 0;
    ChannelFuture last = null;
    while (context.channel().isWritable()) {
      Optional<ByteBuf> chunk = nextOfContents();
      if (chunk.isPresent()) {
        sentAsked += chunk.get().readableBytes();
      }
      Optional<ByteBuf> next = chunk.isPresent() ? chunk : nextBytes();
      if (next.isEmpty()) {
        break;
      }
      sent += next.get().readableBytes();
      last = context.write(next.get());
    }
    if (last != null) {
      context.flush();
      // What was written before it has left before it.
      countWhenSent(last, sent, sentAsked, takeUpdatesSinceNs());
    }
    return sent;
  }

  /** The next piece, if contents are first and have one. */
  private Optional<ByteBuf> nextOfContents() {
    if (pieces.peek() instanceof Piece.Contents(ContentsCursor cursor)) {
      if (cursor.hasNext()) {
        return Optional.of(cursor.next());
      }
      if (cursor.isAtEnd()) {
        cursor.close();
        pieces.remove();
        return nextOfContents();
      }
    }
    return Optional.empty();
  }

  private Optional<ByteBuf> nextBytes() {
    if (pieces.peek() instanceof Piece.Bytes(ByteBuf buffer)) {
      pieces.remove();
      return Optional.of(buffer);
    }
    return Optional.empty();
  }

  /** Since when what was written last is owed, if updates are all written with it; else 0. */
  private long takeUpdatesSinceNs() {
    if (!isEmpty()) {
      return 0;
    }
    long sinceNs = updatesSinceNs;
    updatesSinceNs = 0;
    return sinceNs;
  }

  private void countWhenSent(ChannelFuture written, long sent, long sentAsked, long sinceNs) {
    if (written.isDone()) {
      onSent(sent, sentAsked, sinceNs);
    } else {
      written.addListener(done -> onSent(sent, sentAsked, sinceNs));
    }
  }

  private void onSent(long sent, long sentAsked, long sinceNs) {
    if (sinceNs != 0) {
      times.updateLag().record(times.nowNs() - sinceNs);
    }
    unsentBytes.addAndGet(-sent);
    if (sentAsked > 0) {
      askedBytes.addAndGet(-sentAsked);
    }
    onProgress.run();
  }

  /** The channel is closed: nothing is kept for it any more. */
  void close() {
    closed = true;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Contents(ContentsCursor cursor)) {
        cursor.close();
      }
    }
    pieces.clear();
  }
}
