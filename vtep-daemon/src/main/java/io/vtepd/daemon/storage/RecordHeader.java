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

  /** No header is longer: magic, 19 digits, blank, 40 digits, newline. */
  static final int LIMIT_BYTES = 72;

  // Exactly what is written, so that no flipped bit in a header goes unnoticed.
  private static final Pattern FORM =
      Pattern.compile("OVSDB JSON ([1-9][0-9]{0,17}) ([0-9a-f]{40})");

  /**
   * @param line without its newline
   */
  static Optional<RecordHeader> parse(String line) {
    Matcher matcher = FORM.matcher(line);
    return matcher.matches()
        ? Optional.of(new RecordHeader(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  static RecordHeader of(long lengthBytes, byte[] digest) {
    return new RecordHeader(lengthBytes, HexFormat.of().formatHex(digest));
  }

  /** The line with its newline. */
  byte[] toBytes() {
    return (MAGIC + lengthBytes + " " + sha1 + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
