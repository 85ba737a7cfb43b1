package io.vtepd.daemon.monitor;

import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.schema.TableSchema;
import java.util.Optional;

/**
 * The text of {@code {"Table": {"uuid": update, ...}, ...}} as it grows, without tables that turn
 * out to have nothing. Rows of a table must come one after another.
 */
final class UpdateText {

  /** What is passed on at once: much for a system call, little for whoever waits meanwhile. */
  private static final int CHUNK_BYTES = 128 << 10;

  private final JsonWriter out = new JsonWriter();
  private final Optional<ChunkSink> sink;
  private Optional<TableSchema> open = Optional.empty();
  private Optional<TableSchema> openBefore = Optional.empty();
  private int lengthBefore;

  /** Keeps the text until it is taken as a whole. */
  UpdateText() {
    this.sink = Optional.empty();
  }

  /** Passes the text on in pieces. */
  UpdateText(ChunkSink sink) {
    this.sink = Optional.of(sink);
  }

  /** Where the row's update is to be written, between {@link #begin} and {@link #end}. */
  JsonWriter out() {
    return out;
  }

  /** Before a row of that table. */
  void begin(TableSchema table) {
    lengthBefore = out.length();
    openBefore = open;
    if (open.isPresent() && open.get() == table) {
      out.raw(',');
    } else {
      out.raw(open.isEmpty() ? "{\"" : "},\"").raw(table.name()).raw("\":{");
      open = Optional.of(table);
    }
  }

  /** After a row: without an update it leaves no trace. */
  void end(boolean written) {
    if (!written) {
      out.truncate(lengthBefore);
      open = openBefore;
    } else if (out.length() >= CHUNK_BYTES && sink.isPresent()) {
      sink.get().take(out.array(), out.length());
      out.reset();
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  private void close() {
    out.raw(open.isEmpty() ? "{}" : "}}");
  }

  /** The whole text, if it was kept. */
  byte[] finish() {
    close();
    return out.toByteArray();
  }

  /** Passes the rest on. */
  void finish(ChunkSink last) {
    close();
    last.take(out.array(), out.length());
  }
}
