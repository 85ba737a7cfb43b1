package io.vtepd.ovsdb.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes between a JSON string's quotes into text. Short words that come again and again,
 * such as names of columns, are made once: a small table keeps the latest.
 */
final class TextDecoder {

  private static final int KEPT_WORDS = 256;
  private static final int LONGEST_KEPT = 24;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Word[] kept = new Word[KEPT_WORDS];

  /**
   * A word with its bytes as numbers: the first eight, the next eight of more than sixteen, and the
   * last eight of more than eight. With its length they tell it from every other.
   */
  private record Word(long first, long middle, long last, Json.Str text) {

    boolean is(long otherFirst, long otherMiddle, long otherLast, int length) {
      return first == otherFirst
          && last == otherLast
          && middle == otherMiddle
          && text.value().length() == length;
    }
  }

  /** Of characters from U+0020 to U+007F without quote and backslash. */
  Json.Str ascii(byte[] bytes, int from, int to) {
    int length = to - from;
    boolean isWord =
        length > 0
            && length <= LONGEST_KEPT
            && from + Long.BYTES <= bytes.length
            && !isDigit(bytes[from]);
    return isWord ? word(bytes, from, to, length) : latin(bytes, from, to);
  }

  /** Words begin otherwise; what begins so is most often an address or a UUID. */
  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private Json.Str word(byte[] bytes, int from, int to, int length) {
    long first = (long) LONGS.get(bytes, from);
    long middle = 0;
    long last = 0;
    if (length < Long.BYTES) {
      first &= (1L << length * Byte.SIZE) - 1;
    } else if (length > Long.BYTES) {
      last = (long) LONGS.get(bytes, to - Long.BYTES);
      middle = length > 2 * Long.BYTES ? (long) LONGS.get(bytes, from + Long.BYTES) : 0;
    }
    long hash = (first ^ Long.rotateLeft(last, 17)) * 0x9e3779b97f4a7c15L;
    int slot = (int) (hash >>> 56);
    Word known = kept[slot];
    if (known == null || !known.is(first, middle, last, length)) {
      known = new Word(first, middle, last, latin(bytes, from, to));
      kept[slot] = known;
    }
    return known.text;
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
  static String checked(String text) throws JsonSyntaxException {
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
