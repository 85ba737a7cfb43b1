package io.vtepd.ovsdb.value;

/** A truth value; false sorts before true. */
public record BooleanAtom(boolean value) implements Atom {

  /** The default of a boolean column. */
  public static final BooleanAtom FALSE = new BooleanAtom(false);

  public static final BooleanAtom TRUE = new BooleanAtom(true);

  /** The shared atom of that value. */
  public static BooleanAtom of(boolean value) {
    return value ? TRUE : FALSE;
  }

  @Override
  public AtomicType type() {
    return AtomicType.BOOLEAN;
  }

  @Override
  public int compareTo(Atom other) {
    return Boolean.compare(value, ((BooleanAtom) other).value);
  }

  @Override
  public String toString() {
    return Boolean.toString(value);
  }
}
