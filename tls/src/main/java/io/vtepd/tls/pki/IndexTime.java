package io.vtepd.tls.pki;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as openssl-ca(1)'s index has them: UTCTime to 2049, GeneralizedTime after that. */
final class IndexTime {

  /** UTCTime ends with 2049 (RFC 5280 section 4.1.2.5.1). */
  private static final Instant LONG_YEARS = Instant.parse("2050-01-01T00:00:00Z");

  private static final int SHORT_LENGTH = "300101000000Z".length();

  private IndexTime() {}

  static String format(Instant time) {
    return pattern(time.isBefore(LONG_YEARS)).withZone(ZoneOffset.UTC).format(time);
  }

  /**
   * Reads one.
   *
   * @throws DateTimeException if it is none
   */
  static Instant parse(String text) {
    // Years of two digits are 2000 to 2099 to this pattern; no index is older than that.
    return LocalDateTime.parse(text, pattern(text.length() == SHORT_LENGTH))
        .toInstant(ZoneOffset.UTC);
  }

  private static DateTimeFormatter pattern(boolean shortYears) {
    return DateTimeFormatter.ofPattern((shortYears ? "uu" : "uuuu") + "MMddHHmmss'Z'", Locale.ROOT);
  }
}
