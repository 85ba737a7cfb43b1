package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.SchemaPrinter;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes whole contents into an empty file: a record with the schema and one with all rows.
 *
 * <p>The header stands before the rows and has their length and checksum, so they are encoded
 * twice: first to measure, then to write. That costs no memory, however large the database is.
 */
final class SnapshotWriter {

  private static final int FLUSH_BYTES = 1 << 16;

  private final JsonWriter out = new JsonWriter(true);
  private final Sink sink;

  private SnapshotWriter(Sink sink) {
    this.sink = sink;
  }

  /** Takes pieces of a record's JSON. */
  @FunctionalInterface
  private interface Sink {
    void take(byte[] bytes, int length) throws IOException;
  }

  static void write(RandomAccessFile file, Snapshot contents, long dateMs) throws IOException {
    RecordWriter schema = new RecordWriter();
    schema.frame(json -> json.json(SchemaPrinter.print(contents.schema())).length() > 0);
    file.write(schema.array(), schema.offset(), schema.length());
    if (contents.schema().tables().stream().allMatch(table -> contents.rows(table).isEmpty())) {
      return;
    }
    MessageDigest sha1 = Sha1.digest();
    long[] length = {0};
    new SnapshotWriter(
            (bytes, count) -> {
              sha1.update(bytes, 0, count);
              length[0] += count;
            })
        .writeRows(contents, dateMs);
    file.write(RecordHeader.of(length[0], sha1.digest()).toBytes());
    new SnapshotWriter((bytes, count) -> file.write(bytes, 0, count)).writeRows(contents, dateMs);
  }

  private void writeRows(Snapshot contents, long dateMs) throws IOException {
    out.raw("{\"_date\":").integer(dateMs).raw(",\"_comment\":\"compacted\"");
    for (TableSchema table : contents.schema().tables()) {
      if (!contents.rows(table).isEmpty()) {
        writeTable(table, contents);
      }
    }
    out.raw("}\n");
    sink.take(out.array(), out.length());
  }

  private void writeTable(TableSchema table, Snapshot contents) throws IOException {
    out.raw(',').string(table.name());
    char separator = '{';
    out.raw(':');
    for (Row row : rowsOf(table, contents)) {
      out.raw(separator).raw('"').raw(row.uuid().toString()).raw("\":");
      CommitWriter.writeNewRow(out, table, row);
      separator = ',';
      if (out.length() >= FLUSH_BYTES) {
        sink.take(out.array(), out.length());
        out.reset();
      }
    }
    out.raw('}');
  }

  private static List<Row> rowsOf(TableSchema table, Snapshot contents) {
    List<Row> rows = new ArrayList<>(contents.rows(table).size());
    contents.rows(table).forEach(rows::add);
    return rows;
  }
}
