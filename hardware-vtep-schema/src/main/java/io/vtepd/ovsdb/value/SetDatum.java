package io.vtepd.ovsdb.value;

import java.util.Arrays;
import java.util.stream.Collectors;

/** No atom, or two and more unique ones in ascending order. One atom is an {@link Atom}. */
public final class SetDatum implements Datum {

  static final SetDatum EMPTY = new SetDatum(new Atom[0]);

  private final Atom[] elements;

  private SetDatum(Atom[] elements) {
    this.elements = elements;
  }

  /** Sorts, drops equal ones and picks the normal form. Takes over the array. */
  static Datum normal(Atom[] atoms) {
    if (!isStrictlyAscending(atoms)) {
      Arrays.sort(atoms);
      atoms = withoutRepeats(atoms);
    }
    return switch (atoms.length) {
      case 0 -> EMPTY;
      case 1 -> atoms[0];
      default -> new SetDatum(atoms);
    };
  }

  private static boolean isStrictlyAscending(Atom[] atoms) {
    for (int i = 1; i < atoms.length; i++) {
      if (atoms[i - 1].compareTo(atoms[i]) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static Atom[] withoutRepeats(Atom[] sorted) {
    int kept = 0;
    for (Atom atom : sorted) {
      if (kept == 0 || sorted[kept - 1].compareTo(atom) != 0) {
        sorted[kept++] = atom;
      }
    }
    return kept == sorted.length ? sorted : Arrays.copyOf(sorted, kept);
  }

  @Override
  public int size() {
    return elements.length;
  }

  @Override
  public Atom key(int index) {
    return elements[index];
  }

  @Override
  public int indexOfKey(Atom key) {
    return Arrays.binarySearch(elements, key);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof SetDatum that && Arrays.equals(elements, that.elements);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }

  @Override
  public String toString() {
    return Arrays.stream(elements).map(Atom::toString).collect(Collectors.joining(", ", "{", "}"));
  }
}
