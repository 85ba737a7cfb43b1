package io.vtepd.daemon.storage;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line before a record: {@code OVSDB JSON <length> <sha1>\n} (ovsdb(5), Standalone Format).
 *
 * @param lengthBytes of the record's JSON with the newline that ends it
 * @param sha1 digest of those bytes, in lower-case hexadecimal digits
 */
record RecordHeader(long lengthBytes, String sha1) {

  /** What every record of a standalone database file begins with. */
  static final String MAGIC = "OVSDB JSON ";

  /** What a clustered database file begins with. */
  static final String CLUSTER_MAGIC = "OVSDB CLUSTER ";

  private static final int LENGTH_DIGITS_LIMIT = 18;
  private static final int PADDED_DIGITS = 12;
  private static final int DIGEST_DIGITS = 40;
  private static final byte[] MAGIC_BYTES = MAGIC.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** What a {@link #padded} one begins with, and no other. */
  static final String PADDED_MAGIC = MAGIC + "0";

  /** No header is longer. */
  static final int LIMIT_BYTES = MAGIC.length() + LENGTH_DIGITS_LIMIT + 1 + DIGEST_DIGITS + 1;

  /** How long a {@link #padded} one is. */
  static final int PADDED_BYTES = MAGIC.length() + PADDED_DIGITS + 1 + DIGEST_DIGITS + 1;

  // Exactly what is written, so that no flipped bit in a header goes unnoticed.
  private static final Pattern FORM = Pattern.compile("OVSDB JSON ([0-9]{1,18}) ([0-9a-f]{40})");

  /**
   * @param line without its newline
   */
  static Optional<RecordHeader> parse(String line) {
    Matcher matcher = FORM.matcher(line);
    return matcher.matches()
        ? Optional.of(new RecordHeader(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** Whether that is the digest of the record. */
  boolean hasDigest(byte[] digest) {
    return HexFormat.of().formatHex(digest).equals(sha1);
  }

  /** A header whose length is known before the record's: with zeros before its number. */
  static byte[] padded(long lengthBytes, byte[] digest) {
    byte[] header = new byte[PADDED_BYTES];
    int start = put(header, PADDED_BYTES, lengthBytes, PADDED_DIGITS, digest);
    if (start != 0) {
      throw new IllegalArgumentException("a record of " + lengthBytes + " bytes");
    }
    return header;
  }

  /**
   * Writes a header so that it ends before {@code end}.
   *
   * @return where it begins
   */
  static int put(byte[] target, int end, long lengthBytes, byte[] digest) {
    return put(target, end, lengthBytes, 1, digest);
  }

  private static int put(byte[] target, int end, long lengthBytes, int digits, byte[] digest) {
    int at = end;
    target[--at] = '\n';
    for (int i = digest.length - 1; i >= 0; i--) {
      target[--at] = HEX[digest[i] & 0xf];
      target[--at] = HEX[digest[i] >> 4 & 0xf];
    }
    target[--at] = ' ';
    long rest = lengthBytes;
    for (int i = 0; i < digits || rest > 0; i++) {
      target[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at -= MAGIC_BYTES.length;
    System.arraycopy(MAGIC_BYTES, 0, target, at, MAGIC_BYTES.length);
    return at;
  }
}
