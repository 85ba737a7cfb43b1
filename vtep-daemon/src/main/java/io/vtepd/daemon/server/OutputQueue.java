package io.vtepd.daemon.server;

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
import java.util.concurrent.atomic.AtomicLong;

/**
 * A session's output on its way to the channel: encodes messages, and gives the channel no more
 * than it takes, so that shared contents are never copied as a whole.
 *
 * <p>Confined to the channel's event loop, but for the two counts.
 */
final class OutputQueue {

  /** Pieces of this size are passed on as they are, smaller ones are put together. */
  private static final int LARGE_BYTES = 8 << 10;

  private final JsonWriter text = new JsonWriter();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final AtomicLong unsentBytes = new AtomicLong();
  private final AtomicLong askedBytes = new AtomicLong();
  private Runnable onProgress = () -> {};

  private static final class Piece {
    private final byte[] bytes;

    /** Whether this is initial contents. */
    private final boolean asked;

    Piece(byte[] bytes, boolean asked) {
      this.bytes = bytes;
      this.asked = asked;
    }
  }

  /** What to call on the event loop when output has left. */
  void onProgress(Runnable listener) {
    onProgress = listener;
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
    // Asked for first, so that nobody sees contents as unasked for.
    count(askedBytes, delivery.estimatedAskedBytes());
    unsentBytes.addAndGet(delivery.estimatedBytes());
  }

  /** Most deliveries have nothing that was asked for. */
  private static void count(AtomicLong bytes, long difference) {
    if (difference != 0) {
      bytes.addAndGet(difference);
    }
  }

  /** The delivery is here: its real size counts from now on. */
  void add(Delivery delivery) {
    delivery.messages().forEach(this::add);
    endText();
    unsentBytes.addAndGet(-delivery.estimatedBytes());
    count(askedBytes, -delivery.estimatedAskedBytes());
  }

  /** Appends a message. */
  void add(Outgoing message) {
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
      text.raw('"').raw(Uuid.ZERO.toString()).raw("\",");
    }
    add(update.tableUpdates(), false);
    text.raw("],\"id\":null}");
  }

  /** A server without history never finds the last transaction of {@code monitor_cond_since}. */
  private void add(Outgoing.Contents contents) {
    boolean since = contents.method() == UpdateMethod.UPDATE3;
    text.raw("{\"id\":").json(contents.id()).raw(",\"result\":");
    if (since) {
      text.raw("[false,\"").raw(Uuid.ZERO.toString()).raw("\",");
    }
    add(contents.contents(), true);
    text.raw(since ? "],\"error\":null}" : ",\"error\":null}");
  }

  private void add(EncodedContents contents, boolean asked) {
    for (byte[] chunk : contents.chunks()) {
      if (chunk.length < LARGE_BYTES) {
        text.raw(chunk, 0, chunk.length);
      } else {
        endText();
        put(new Piece(chunk, asked));
      }
    }
  }

  private void endText() {
    if (text.length() > 0) {
      put(new Piece(text.toByteArray(), false));
      text.reset();
    }
  }

  private void put(Piece piece) {
    pieces.add(piece);
    unsentBytes.addAndGet(piece.bytes.length);
    if (piece.asked) {
      askedBytes.addAndGet(piece.bytes.length);
    }
  }

  /** Whether nothing is left that the channel did not get. */
  boolean isEmpty() {
    return pieces.isEmpty() && text.length() == 0;
  }

  /** Gives the channel what it takes. */
  void pump(ChannelHandlerContext context) {
    endText();
    long sent = 0;
    long sentAsked = 0;
    while (!pieces.isEmpty() && context.channel().isWritable()) {
      Piece piece = pieces.poll();
      sent += piece.bytes.length;
      sentAsked += piece.asked ? piece.bytes.length : 0;
      ChannelFuture written = context.write(Unpooled.wrappedBuffer(piece.bytes));
      if (pieces.isEmpty() || !context.channel().isWritable()) {
        // What was written before it has left before it.
        countWhenSent(written, sent, sentAsked);
        context.flush();
      }
    }
  }

  private void countWhenSent(ChannelFuture written, long sent, long sentAsked) {
    written.addListener(done -> {
      unsentBytes.addAndGet(-sent);
      count(askedBytes, -sentAsked);
      onProgress.run();
    });
  }
}
