package io.vtepd.ovsdb.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A Unicode string. Ordered by code point, which is the order of its UTF-8 bytes.
 *
 * <p>Kept as these bytes, or as a number where that is possible ({@link PackedText}): there may be
 * millions, and what is done to them most often is to compare and to write them.
 */
public final class StringAtom implements Atom {

  private static final byte[] NO_BYTES = new byte[0];

  /** The default of a string column. */
  public static final StringAtom EMPTY = new StringAtom("");

  private final long packed;

  /** Without bytes if the text is packed. */
  private final byte[] utf8;

  /**
   * @param value halves of surrogate pairs become question marks
   */
  public StringAtom(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    this.packed = PackedText.pack(bytes, 0, bytes.length);
    this.utf8 = packed == PackedText.NONE ? bytes : NO_BYTES;
  }

  public String value() {
    if (packed == PackedText.NONE) {
      return new String(utf8, StandardCharsets.UTF_8);
    }
    byte[] text = new byte[PackedText.LONGEST];
    int length = PackedText.unpack(packed, text, 0);
    return new String(text, 0, length, StandardCharsets.US_ASCII);
  }

  /** The number of its characters, in Unicode code points. */
  public int length() {
    if (packed != PackedText.NONE) {
      return PackedText.unpack(packed, new byte[PackedText.LONGEST], 0);
    }
    int count = 0;
    for (byte b : utf8) {
      if ((b & 0xc0) != 0x80) {
        count++;
      }
    }
    return count;
  }

  /** At least the number of its bytes in UTF-8: what {@link #copyUtf8} may need. */
  public int utf8Room() {
    return Math.max(utf8.length, PackedText.LONGEST);
  }

  /**
   * Copies its bytes in UTF-8 and gives their number.
   *
   * @param target has room for {@link #utf8Room}
   */
  public int copyUtf8(byte[] target, int offset) {
    if (packed != PackedText.NONE) {
      return PackedText.unpack(packed, target, offset);
    }
    System.arraycopy(utf8, 0, target, offset, utf8.length);
    return utf8.length;
  }

  private byte[] bytes() {
    if (packed == PackedText.NONE) {
      return utf8;
    }
    byte[] text = new byte[PackedText.LONGEST];
    return Arrays.copyOf(text, PackedText.unpack(packed, text, 0));
  }

  @Override
  public AtomicType type() {
    return AtomicType.STRING;
  }

  @Override
  public int compareTo(Atom other) {
    return Arrays.compareUnsigned(bytes(), ((StringAtom) other).bytes());
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof StringAtom that
            && packed == that.packed
            && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return packed == PackedText.NONE
        ? Arrays.hashCode(utf8)
        : (int) ((packed * 0x9e3779b97f4a7c15L) >>> 32);
  }

  @Override
  public String toString() {
    return '"' + value() + '"';
  }
}
