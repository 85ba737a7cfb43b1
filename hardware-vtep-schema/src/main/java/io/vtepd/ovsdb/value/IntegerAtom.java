package io.vtepd.ovsdb.value;

/** A signed 64-bit integer. */
public record IntegerAtom(long value) implements Atom {

  /** The default of an integer column. */
  public static final IntegerAtom ZERO = new IntegerAtom(0);

  @Override
  public AtomicType type() {
    return AtomicType.INTEGER;
  }

  @Override
  public int compareTo(Atom other) {
    return Long.compare(value, ((IntegerAtom) other).value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
