package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Appends JSON as UTF-8 bytes, without spaces. The caller writes the punctuation that the typed
 * methods do not.
 *
 * <p>Not for more than one thread.
 */
public final class JsonWriter {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final int FEWEST_BYTES = 256;

  /** More space than this is given back: writers live as long as their session or log. */
  private static final int KEPT_BYTES = 1 << 20;

  private final boolean exactReals;
  private byte[] buffer = new byte[FEWEST_BYTES];
  private int length;

  /** A writer that prints reals as ovsdb-server does. */
  public JsonWriter() {
    this(false);
  }

  /**
   * @param exactReals print reals so that they read back equal, not with 15 digits: for files
   */
  public JsonWriter(boolean exactReals) {
    this.exactReals = exactReals;
  }

  /** Bytes written so far. */
  public int length() {
    return length;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, length);
  }

  /** The buffer itself, valid up to {@link #length} until the next write. */
  public byte[] array() {
    return buffer;
  }

  /** Forgets what was written and keeps the space, unless it is more than is usual. */
  public JsonWriter reset() {
    length = 0;
    if (buffer.length > KEPT_BYTES) {
      buffer = new byte[FEWEST_BYTES];
    }
    return this;
  }

  /** Forgets what was written from that length on. */
  public JsonWriter truncate(int newLength) {
    if (newLength > length) {
      throw new IllegalArgumentException(newLength + " > " + length);
    }
    length = newLength;
    return this;
  }

  /** Appends ASCII text as it is. */
  public JsonWriter raw(String ascii) {
    int count = ascii.length();
    reserve(count);
    byte[] bytes = buffer;
    int at = length;
    for (int i = 0; i < count; i++) {
      bytes[at + i] = (byte) ascii.charAt(i);
    }
    length = at + count;
    return this;
  }

  /** Appends one ASCII character as it is. */
  public JsonWriter raw(char ascii) {
    reserve(1);
    buffer[length++] = (byte) ascii;
    return this;
  }

  /** Appends bytes that are JSON already. */
  public JsonWriter raw(byte[] bytes, int offset, int count) {
    reserve(count);
    System.arraycopy(bytes, offset, buffer, length, count);
    length += count;
    return this;
  }

  /** Appends bytes that are JSON already. */
  public JsonWriter raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  /** Appends the text of a UUID, without quotes. */
  public JsonWriter uuid(Uuid uuid) {
    reserve(Uuid.TEXT_LENGTH);
    uuid.writeText(buffer, length);
    length += Uuid.TEXT_LENGTH;
    return this;
  }

  public JsonWriter bool(boolean value) {
    return raw(value ? "true" : "false");
  }

  public JsonWriter integer(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      return raw(Long.toString(value));
    }
    int digits = 1;
    for (long more = value; more > 9; more /= 10) {
      digits++;
    }
    reserve(digits);
    length += digits;
    int rest = (int) value;
    for (int at = length - 1; digits > 0; digits--) {
      buffer[at--] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return this;
  }

  /** A number; whole ones of 64 bits as integers. */
  public JsonWriter real(double value) {
    return raw(exactReals ? RealFormat.exact(value) : RealFormat.fifteenDigits(value));
  }

  /** A string in quotes, escaped. Nearly all need no escapes: their bytes are copied. */
  public JsonWriter string(StringAtom atom) {
    reserve(atom.utf8Room() + 2);
    int at = length + 1;
    for (int end = at + atom.copyUtf8(buffer, at); at < end; at++) {
      byte b = buffer[at];
      if (b == '"' || b == '\\' || b >= 0 && b < 0x20) {
        return string(atom.value());
      }
    }
    buffer[length] = '"';
    buffer[at] = '"';
    length = at + 1;
    return this;
  }

  /** A string in quotes, escaped. */
  public JsonWriter string(String text) {
    // Three bytes a char suffice for UTF-8; escapes reserve more where they occur.
    reserve(text.length() * 3 + 2);
    buffer[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (c < 0x20 || c == '"' || c == '\\') {
          escape(c);
          reserve((text.length() - i) * 3 + 1);
        } else {
          buffer[length++] = (byte) c;
        }
      } else if (c < 0x800) {
        buffer[length++] = (byte) (0xc0 | c >> 6);
        buffer[length++] = (byte) (0x80 | c & 0x3f);
      } else if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        buffer[length++] = (byte) (0xf0 | point >> 18);
        buffer[length++] = (byte) (0x80 | point >> 12 & 0x3f);
        buffer[length++] = (byte) (0x80 | point >> 6 & 0x3f);
        buffer[length++] = (byte) (0x80 | point & 0x3f);
      } else {
        buffer[length++] = (byte) (0xe0 | c >> 12);
        buffer[length++] = (byte) (0x80 | c >> 6 & 0x3f);
        buffer[length++] = (byte) (0x80 | c & 0x3f);
      }
    }
    buffer[length++] = '"';
    return this;
  }

  private void escape(char c) {
    reserve(6);
    buffer[length++] = '\\';
    switch (c) {
      case '"', '\\' -> buffer[length++] = (byte) c;
      case '\b' -> buffer[length++] = 'b';
      case '\f' -> buffer[length++] = 'f';
      case '\n' -> buffer[length++] = 'n';
      case '\r' -> buffer[length++] = 'r';
      case '\t' -> buffer[length++] = 't';
      default -> {
        raw("u00");
        buffer[length++] = HEX[c >> 4];
        buffer[length++] = HEX[c & 0xf];
      }
    }
  }

  /** A whole tree. */
  public JsonWriter json(Json value) {
    return switch (value) {
      case Json.Null ignored -> raw("null");
      case Json.Bool bool -> bool(bool.value());
      case Json.Int integer -> integer(integer.value());
      case Json.Real real -> real(real.value());
      case Json.Str string -> string(string.value());
      case Json.Arr array -> array(array);
      case Json.Obj object -> object(object);
    };
  }

  private JsonWriter array(Json.Arr array) {
    raw('[');
    String separator = "";
    for (Json element : array.elements()) {
      raw(separator).json(element);
      separator = ",";
    }
    return raw(']');
  }

  private JsonWriter object(Json.Obj object) {
    raw('{');
    String separator = "";
    for (var member : object.members().entrySet()) {
      raw(separator).string(member.getKey()).raw(':').json(member.getValue());
      separator = ",";
    }
    return raw('}');
  }

  private void reserve(int count) {
    if (buffer.length - length < count) {
      int wanted = Math.addExact(length, count);
      buffer = Arrays.copyOf(buffer, (int) Math.max(wanted, Math.min(buffer.length * 2L, 1 << 30)));
    }
  }

  /** What was written, as text. */
  @Override
  public String toString() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }
}
