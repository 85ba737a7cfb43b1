package io.vtepd.ovsdb.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads JSON numbers: what has the value of a 64-bit integer is one, however it is spelled. */
final class Numbers {

  private static final double BEYOND_INT64 = 0x1p63;

  /** No such number overflows 64 bits. */
  private static final int SAFE_DIGITS = 18;

  private static final Pattern GRAMMAR =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private Numbers() {}

  /** The number that the bytes spell, all of them. */
  static Json parse(byte[] bytes, int from, int to) throws JsonSyntaxException {
    int first = bytes[from] == '-' ? from + 1 : from;
    boolean simple = to > first && to - first <= SAFE_DIGITS;
    simple &= to == first + 1 || simple && bytes[first] != '0';
    long value = 0;
    for (int i = first; simple && i < to; i++) {
      int digit = bytes[i] - '0';
      simple = digit >= 0 && digit <= 9;
      value = value * 10 + digit;
    }
    return simple
        ? new Json.Int(first == from ? value : -value)
        : parse(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
  }

  private static Json parse(String text) throws JsonSyntaxException {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new JsonSyntaxException("invalid JSON: not a number: " + text);
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new JsonSyntaxException("number out of range: " + text);
    }
    if (Math.abs(value) > BEYOND_INT64 || value != Math.rint(value)) {
      return new Json.Real(value);
    }
    try {
      return new Json.Int(new BigDecimal(text).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      // The text has a fraction that a double cannot hold, or an exponent that is out of all
      // bounds.
      return new Json.Real(value);
    }
  }
}
