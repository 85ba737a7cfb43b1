package io.vtepd.ovsdb.value;

/**
 * One value of an atomic type. Also the {@link Datum} that holds just this value.
 *
 * <p>Atoms of one type are totally ordered as ovsdb-server orders them; comparing atoms of two
 * types is a bug of the caller and throws {@link ClassCastException}.
 */
public sealed interface Atom extends Datum, Comparable<Atom>
    permits IntegerAtom, RealAtom, BooleanAtom, StringAtom, Uuid {

  /** The atomic type of this value. */
  AtomicType type();

  @Override
  default int size() {
    return 1;
  }

  @Override
  default Atom key(int index) {
    if (index != 0) {
      throw new IndexOutOfBoundsException(index);
    }
    return this;
  }

  @Override
  default int indexOfKey(Atom key) {
    return equals(key) ? 0 : -1;
  }
}
