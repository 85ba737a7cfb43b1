package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.JsonCursor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the records of a database file at any offset: first their checksum, then their JSON, so
 * that nothing of a damaged record is used. Changes nothing.
 */
final class RecordReader {

  private static final int COMMENT_WITHIN_BYTES = 256;

  private final long sizeBytes;
  private final FileWindow window;
  private final RecordText text;
  private final MessageDigest sha1 = Sha1.digest();

  RecordReader(FileChannel file) throws IOException {
    this.sizeBytes = file.size();
    this.window = new FileWindow(file, sizeBytes);
    this.text = new RecordText(window);
  }

  /** The record that begins at that offset. */
  ReadRecord read(long offset) throws IOException {
    if (offset == sizeBytes) {
      return new ReadRecord.End();
    }
    Optional<String> line = headerLine(offset);
    Optional<RecordHeader> header = line.flatMap(RecordHeader::parse);
    if (header.isEmpty()) {
      return new ReadRecord.Damaged("no record header", false);
    }
    long start = offset + line.get().length() + 1;
    long length = header.get().lengthBytes();
    if (length > sizeBytes - start) {
      return new ReadRecord.Damaged(
          "record of " + length + " bytes, but the file ends after " + (sizeBytes - start), false);
    }
    if (!header.get().hasDigest(digest(start, length))) {
      return new ReadRecord.Damaged("checksum of the record is wrong", false);
    }
    return new ReadRecord.Good(start, start + length);
  }

  /** The record's JSON; the cursor before must not be used any more. */
  JsonCursor open(ReadRecord.Good record) throws IOException {
    text.begin(record.startOffset(), record.endOffset());
    return new JsonCursor(text);
  }

  /** The offset of the first good record behind {@code offset}, wherever it begins. */
  OptionalLong findGood(long offset) throws IOException {
    for (long at = offset + 1; at < sizeBytes; at++) {
      if (standsAt(at, RecordHeader.MAGIC) && read(at) instanceof ReadRecord.Good) {
        return OptionalLong.of(at);
      }
    }
    return OptionalLong.empty();
  }

  /** Whether that text stands at that offset. */
  boolean standsAt(long offset, String ascii) throws IOException {
    if (sizeBytes - offset < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (window.byteAt(offset + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the record at that offset has all contents in it, as far as that can be told of a
   * damaged one: by its header, or by the comment near its beginning.
   */
  boolean beginsContents(long offset) throws IOException {
    if (standsAt(offset, RecordHeader.PADDED_MAGIC)) {
      return true;
    }
    for (long at = offset; at < offset + COMMENT_WITHIN_BYTES; at++) {
      if (standsAt(at, SnapshotWriter.COMMENT)) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> headerLine(long offset) throws IOException {
    byte[] line = new byte[RecordHeader.LIMIT_BYTES];
    for (int i = 0; i < line.length && offset + i < sizeBytes; i++) {
      line[i] = window.byteAt(offset + i);
      if (line[i] == '\n') {
        return Optional.of(new String(line, 0, i, StandardCharsets.ISO_8859_1));
      }
    }
    return Optional.empty();
  }

  private byte[] digest(long start, long length) throws IOException {
    for (long at = start; at < start + length; ) {
      int count = window.load(at, start + length);
      sha1.update(window.array(), window.indexOf(at), count);
      at += count;
    }
    return sha1.digest();
  }
}
