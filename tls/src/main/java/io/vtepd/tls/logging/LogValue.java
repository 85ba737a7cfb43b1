package io.vtepd.tls.logging;

/** Makes a value that came from outside safe to stand in a {@code key=value} log line. */
public final class LogValue {
  /** Characters of a value that are shown; the rest is cut and marked with {@code ...}. */
  public static final int LENGTH_LIMIT = 200;

  private LogValue() {}

  /**
   * Returns the value as one token: quoted when it is empty or holds anything but plain printable
   * ASCII, with {@code \n}-style or <code>&#92;uXXXX</code> escapes, cut at {@link #LENGTH_LIMIT}.
   *
   * @param value any text, from the wire or a file
   * @return text without line breaks, control or non-ASCII characters (which could forge a line or
   *     reorder it on a terminal)
   */
  public static String of(CharSequence value) {
    int length = Math.min(value.length(), LENGTH_LIMIT);
    if (length == value.length() && isPlain(value)) {
      return value.toString();
    }
    StringBuilder out = new StringBuilder(length + 16).append('"');
    for (int i = 0; i < length; i++) {
      escape(value.charAt(i), out);
    }
    return out.append(length < value.length() ? "...\"" : "\"").toString();
  }

  private static boolean isPlain(CharSequence value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c > '~' || c == '"' || c == '\\' || c == '=') {
        return false;
      }
    }
    return value.length() > 0;
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ' || c > '~') {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
