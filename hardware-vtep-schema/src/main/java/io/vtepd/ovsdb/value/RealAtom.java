package io.vtepd.ovsdb.value;

/** A finite 64-bit floating point number; negative zero is zero. */
public record RealAtom(double value) implements Atom {

  /** The default of a real column. */
  public static final RealAtom ZERO = new RealAtom(0.0);

  /**
   * @throws IllegalArgumentException if {@code value} is infinite or not a number
   */
  public RealAtom {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite: " + value);
    }
    value = value + 0.0;
  }

  @Override
  public AtomicType type() {
    return AtomicType.REAL;
  }

  @Override
  public int compareTo(Atom other) {
    return Double.compare(value, ((RealAtom) other).value);
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }
}
