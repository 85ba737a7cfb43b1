package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.SchemaPrinter;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;

/**
 * Writes whole contents into an empty file: a record with the schema and one with all rows.
 *
 * <p>One record, because ovsdb-server checks references after each record when it reads, and drops
 * rows that nothing refers to yet. Its header, which tells length and checksum, is written last,
 * into the space that was left for it: so rows are encoded once, and no more than a piece of them
 * is in memory.
 */
final class SnapshotWriter {

  /** How the comment of a record with all contents begins, the original's too. */
  static final String COMMENT = "\"_comment\":\"compact";

  private static final int PIECE_BYTES = 1 << 17;

  private final LogFile file;
  private final WriteListener listener;
  private final JsonWriter out = new JsonWriter(true);
  private final MessageDigest sha1 = Sha1.digest();
  private long lengthBytes;

  private SnapshotWriter(LogFile file, WriteListener listener) {
    this.file = file;
    this.listener = listener;
  }

  /** Hears of each piece; what it throws ends the writing. */
  @FunctionalInterface
  interface WriteListener {
    void onWritten(long bytes) throws IOException;
  }

  static void write(LogFile file, Snapshot contents, long dateMs, WriteListener listener)
      throws IOException {
    RecordWriter schema = new RecordWriter();
    schema.frame(json -> json.json(SchemaPrinter.print(contents.schema())).length() > 0);
    file.append(schema.array(), schema.offset(), schema.length());
    if (contents.schema().tables().stream().allMatch(table -> contents.rows(table).isEmpty())) {
      return;
    }
    new SnapshotWriter(file, listener).writeRecord(contents, dateMs);
  }

  private void writeRecord(Snapshot contents, long dateMs) throws IOException {
    long start = file.endOffset();
    file.append(new byte[RecordHeader.PADDED_BYTES], 0, RecordHeader.PADDED_BYTES);
    writeRows(contents, dateMs);
    byte[] header = RecordHeader.padded(lengthBytes, sha1.digest());
    file.writeAt(start, header, 0, header.length);
  }

  private void writeRows(Snapshot contents, long dateMs) throws IOException {
    out.raw("{\"_date\":").integer(dateMs).raw(",").raw(COMMENT).raw("ed\"");
    for (TableSchema table : contents.schema().tables()) {
      if (!contents.rows(table).isEmpty()) {
        writeTable(table, contents);
      }
    }
    out.raw("}\n");
    flush();
  }

  private void writeTable(TableSchema table, Snapshot contents) throws IOException {
    RowWriter rows = new RowWriter(table);
    out.raw(',').string(table.name()).raw(":{");
    try {
      contents.rows(table).forEach(row -> writeRow(rows, row));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    // The comma behind the last row.
    out.truncate(out.length() - 1).raw('}');
  }

  private void writeRow(RowWriter rows, Row row) {
    // Before the row, so that the comma of the last one is still here when the table ends.
    if (out.length() >= PIECE_BYTES) {
      try {
        flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    rows.writeKey(out, row.uuid());
    rows.writeNew(out, row);
    out.raw(',');
  }

  private void flush() throws IOException {
    sha1.update(out.array(), 0, out.length());
    file.append(out.array(), 0, out.length());
    lengthBytes += out.length();
    listener.onWritten(out.length());
    out.reset();
  }
}
