package io.vtepd.ovsdb.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A Unicode string. Ordered by code point, which is the order of its UTF-8 bytes.
 *
 * <p>Kept as these bytes: there may be millions, nearly all are ASCII, and what is done to them
 * most often is to compare and to write them.
 */
public final class StringAtom implements Atom {

  /** The default of a string column. */
  public static final StringAtom EMPTY = new StringAtom("");

  private final byte[] utf8;

  /**
   * @param value halves of surrogate pairs become question marks
   */
  public StringAtom(String value) {
    this(value.getBytes(StandardCharsets.UTF_8));
  }

  private StringAtom(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** The string of these bytes, which must be valid UTF-8. */
  public static StringAtom ofUtf8(byte[] bytes, int offset, int length) {
    return length == 0 ? EMPTY : new StringAtom(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  public String value() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** The number of its characters, in Unicode code points. */
  public int length() {
    int count = 0;
    for (byte b : utf8) {
      if ((b & 0xc0) != 0x80) {
        count++;
      }
    }
    return count;
  }

  /** The number of its bytes in UTF-8. */
  public int utf8Length() {
    return utf8.length;
  }

  /** Copies its bytes in UTF-8. */
  public void copyUtf8(byte[] target, int offset) {
    System.arraycopy(utf8, 0, target, offset, utf8.length);
  }

  @Override
  public AtomicType type() {
    return AtomicType.STRING;
  }

  @Override
  public int compareTo(Atom other) {
    return Arrays.compareUnsigned(utf8, ((StringAtom) other).utf8);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof StringAtom that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return '"' + value() + '"';
  }
}
