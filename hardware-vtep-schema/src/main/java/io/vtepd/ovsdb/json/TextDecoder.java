package io.vtepd.ovsdb.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the bytes between a JSON string's quotes into text. Short words that come again and again,
 * such as names of columns, are made once: a small table keeps the latest.
 */
final class TextDecoder {

  private static final int KEPT_WORDS = 256;
  private static final int LONGEST_KEPT = 32;

  private final byte[][] keptBytes = new byte[KEPT_WORDS][];
  private final Json.Str[] kept = new Json.Str[KEPT_WORDS];

  /** Of characters from U+0020 to U+007F without quote and backslash. */
  Json.Str ascii(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0 || length > LONGEST_KEPT || isDigit(bytes[from])) {
      return latin(bytes, from, to);
    }
    int slot = slot(bytes, from, length);
    byte[] known = keptBytes[slot];
    if (known != null && Arrays.equals(known, 0, known.length, bytes, from, to)) {
      return kept[slot];
    }
    Json.Str text = latin(bytes, from, to);
    keptBytes[slot] = Arrays.copyOfRange(bytes, from, to);
    kept[slot] = text;
    return text;
  }

  /** Words begin otherwise; what begins so is most often an address or a UUID. */
  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static int slot(byte[] bytes, int from, int length) {
    int hash = length;
    hash = hash * 31 + bytes[from];
    hash = hash * 31 + bytes[from + length / 4];
    hash = hash * 31 + bytes[from + length / 2];
    hash = hash * 31 + bytes[from + length - 1];
    return (hash * 0x9e3779b9) >>> 24;
  }

  private static Json.Str latin(byte[] bytes, int from, int to) {
    return new Json.Str(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /** Of anything that may stand in a string: UTF-8 and escapes. */
  Json.Str decode(byte[] bytes, int from, int to) throws JsonSyntaxException {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, to - from))
              .toString();
    } catch (CharacterCodingException e) {
      throw new JsonSyntaxException("invalid JSON: a string is not UTF-8", e);
    }
    return new Json.Str(checked(text.indexOf('\\') < 0 ? text : withoutEscapes(text)));
  }

  private static String withoutEscapes(String text) throws JsonSyntaxException {
    StringBuilder plain = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escape = text.charAt(i++);
      switch (escape) {
        case '"', '\\', '/' -> plain.append(escape);
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case 'u' -> {
          plain.append(hexadecimal(text, i));
          i += 4;
        }
        default -> throw new JsonSyntaxException("invalid JSON: unknown escape \\" + escape);
      }
    }
    return plain.toString();
  }

  private static char hexadecimal(String text, int from) throws JsonSyntaxException {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      char c = i < text.length() ? text.charAt(i) : '"';
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new JsonSyntaxException("invalid JSON: \\u needs four hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  /** What escapes can spell and OVSDB strings cannot hold: NUL and halves of pairs. */
  private static String checked(String text) throws JsonSyntaxException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new JsonSyntaxException("a string may not contain U+0000");
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new JsonSyntaxException("a string has half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }
}
