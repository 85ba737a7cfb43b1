package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the records of a database file at any offset. Changes nothing. */
final class RecordReader implements AutoCloseable {

  private static final int CHUNK_BYTES = 1 << 16;
  private static final JsonLimits LIMITS =
      new JsonLimits(Long.MAX_VALUE, JsonLimits.DEFAULT.nestingDepth());

  private final RandomAccessFile file;
  private final long sizeBytes;
  private JsonReader json = new JsonReader(LIMITS);
  // A window on the file: what stands from windowStart on.
  private final byte[] window = new byte[CHUNK_BYTES];
  private long windowStart;
  private int windowLength;

  RecordReader(RandomAccessFile file) throws IOException {
    this.file = file;
    this.sizeBytes = file.length();
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
    if (!digest(start, length).equals(header.get().sha1())) {
      return new ReadRecord.Damaged("checksum of the record is wrong", false);
    }
    return parse(start, length);
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
      if (byteAt(offset + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private Optional<String> headerLine(long offset) throws IOException {
    byte[] line = new byte[RecordHeader.LIMIT_BYTES];
    for (int i = 0; i < line.length && offset + i < sizeBytes; i++) {
      line[i] = byteAt(offset + i);
      if (line[i] == '\n') {
        return Optional.of(new String(line, 0, i, StandardCharsets.ISO_8859_1));
      }
    }
    return Optional.empty();
  }

  private String digest(long start, long length) throws IOException {
    MessageDigest sha1 = Sha1.digest();
    for (long at = start; at < start + length; ) {
      int count = fill(at, start + length - at);
      sha1.update(window, (int) (at - windowStart), count);
      at += count;
    }
    return HexFormat.of().formatHex(sha1.digest());
  }

  private ReadRecord parse(long start, long length) throws IOException {
    try {
      Optional<Json> value = readValues(start, length);
      if (value.isPresent() && value.get() instanceof Json.Obj object && !json.isInsideValue()) {
        return new ReadRecord.Good(object, start + length);
      }
      return damagedJson("a record must be one JSON object");
    } catch (JsonSyntaxException e) {
      return damagedJson(e.getMessage());
    }
  }

  /** The value that the bytes hold; none if they hold another number of values. */
  private Optional<Json> readValues(long start, long length) throws IOException {
    Optional<Json> value = Optional.empty();
    int count = 0;
    for (long at = start; at < start + length; ) {
      int chunk = fill(at, start + length - at);
      json.feed(window, (int) (at - windowStart), chunk);
      for (Optional<Json> next = json.next(); next.isPresent(); next = json.next()) {
        value = next;
        count++;
      }
      at += chunk;
    }
    return count == 1 ? value : Optional.empty();
  }

  /** A reader that has seen what is no JSON cannot go on. */
  private ReadRecord damagedJson(String reason) {
    json.close();
    json = new JsonReader(LIMITS);
    return new ReadRecord.Damaged(reason, true);
  }

  private byte byteAt(long offset) throws IOException {
    if (offset < windowStart || offset >= windowStart + windowLength) {
      load(offset);
    }
    return window[(int) (offset - windowStart)];
  }

  /** Brings the bytes at {@code offset} into the window; how many of {@code wanted} are there. */
  private int fill(long offset, long wanted) throws IOException {
    if (offset < windowStart || offset >= windowStart + windowLength) {
      load(offset);
    }
    return (int) Math.min(wanted, windowStart + windowLength - offset);
  }

  private void load(long offset) throws IOException {
    int count = (int) Math.min(window.length, sizeBytes - offset);
    windowLength = 0;
    file.seek(offset);
    file.readFully(window, 0, count);
    windowStart = offset;
    windowLength = count;
  }

  /** Leaves the file open. */
  @Override
  public void close() {
    json.close();
  }
}
