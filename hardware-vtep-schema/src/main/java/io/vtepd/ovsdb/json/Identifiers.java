package io.vtepd.ovsdb.json;

/** {@code <id>} of RFC 7047 section 3.1: {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
public final class Identifiers {

  private Identifiers() {}

  public static boolean isId(String text) {
    if (text.isEmpty() || isDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed = c == '_' || isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return '0' <= c && c <= '9';
  }
}
