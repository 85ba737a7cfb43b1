package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.JsonWriter;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.function.Predicate;

/** Frames JSON as a record, header and all, in one piece of memory. */
final class RecordWriter {

  private static final byte[] HEADER_SPACE = new byte[RecordHeader.LIMIT_BYTES];

  private final JsonWriter out = new JsonWriter(true);
  private final MessageDigest sha1 = Sha1.digest();
  private final byte[] digest = new byte[sha1.getDigestLength()];
  private int start;

  /**
   * @param json appends the record's JSON object, or answers false for no record
   * @return whether there is a record in {@link #array}
   */
  boolean frame(Predicate<JsonWriter> json) {
    out.reset().raw(HEADER_SPACE, 0, HEADER_SPACE.length);
    if (!json.test(out)) {
      return false;
    }
    out.raw('\n');
    int length = out.length() - HEADER_SPACE.length;
    sha1.update(out.array(), HEADER_SPACE.length, length);
    try {
      sha1.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("the digest has its own length", e);
    }
    start = RecordHeader.put(out.array(), HEADER_SPACE.length, length, digest);
    return true;
  }

  byte[] array() {
    return out.array();
  }

  /** Where the record begins in {@link #array}. */
  int offset() {
    return start;
  }

  int length() {
    return out.length() - start;
  }
}
