package io.vtepd.ovsdb.value;

import java.util.Objects;

/** A Unicode string. Ordered by code point, which is the order of its UTF-8 bytes. */
public record StringAtom(String value) implements Atom {

  /** The default of a string column. */
  public static final StringAtom EMPTY = new StringAtom("");

  public StringAtom {
    Objects.requireNonNull(value);
  }

  @Override
  public AtomicType type() {
    return AtomicType.STRING;
  }

  @Override
  public int compareTo(Atom other) {
    String left = value;
    String right = ((StringAtom) other).value;
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // Surrogates encode code points above all other chars: lift them over U+E000..U+FFFF.
        boolean lift = Character.isSurrogate(a) != Character.isSurrogate(b);
        return lift ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  @Override
  public String toString() {
    return '"' + value + '"';
  }
}
