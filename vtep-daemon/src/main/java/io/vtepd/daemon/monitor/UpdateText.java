package io.vtepd.daemon.monitor;

import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of {@code {"Table": {"uuid": update, ...}, ...}} as it grows, without tables that turn
 * out to have nothing. Rows of a table must come one after another.
 */
final class UpdateText {

  private static final int CHUNK_BYTES = 256 << 10;

  private final JsonWriter out = new JsonWriter();
  private final List<byte[]> chunks = new ArrayList<>();
  private Optional<TableSchema> open = Optional.empty();
  private Optional<TableSchema> openBefore = Optional.empty();
  private int lengthBefore;

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
    } else if (out.length() >= CHUNK_BYTES) {
      chunks.add(out.toByteArray());
      out.reset();
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  private void close() {
    out.raw(open.isEmpty() ? "{}" : "}}");
  }

  /** The whole text in one piece. */
  byte[] finish() {
    EncodedContents contents = finishChunks();
    if (contents.chunks().size() == 1) {
      return contents.chunks().getFirst();
    }
    byte[] whole = new byte[Math.toIntExact(contents.byteCount())];
    int at = 0;
    for (byte[] chunk : contents.chunks()) {
      System.arraycopy(chunk, 0, whole, at, chunk.length);
      at += chunk.length;
    }
    return whole;
  }

  /** The whole text in pieces. */
  EncodedContents finishChunks() {
    close();
    chunks.add(out.toByteArray());
    return EncodedContents.of(chunks);
  }
}
