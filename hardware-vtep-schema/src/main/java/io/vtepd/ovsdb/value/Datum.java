package io.vtepd.ovsdb.value;

import java.util.Collection;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The value of a column: a scalar, a set of unique atoms, or a map with unique keys (RFC 7047
 * section 5.1). Immutable; elements are in ascending order of their keys.
 *
 * <p>Normal form: one atom that is not a map pair is the {@link Atom} itself, any other number of
 * atoms is a {@link SetDatum}, pairs are a {@link MapDatum}. So {@code equals} is OVSDB's equality.
 */
public sealed interface Datum permits Atom, SetDatum, MapDatum {

  /** The number of atoms or pairs. */
  int size();

  /** The element, or the key of the pair, at that place in ascending order. */
  Atom key(int index);

  /** The place of that element or key, negative if it is not here. */
  int indexOfKey(Atom key);

  default boolean isEmpty() {
    return size() == 0;
  }

  default boolean containsKey(Atom key) {
    return indexOfKey(key) >= 0;
  }

  /** The elements or pairs at the places that pass; this datum itself if all do. */
  default Datum filter(IntPredicate keep) {
    int size = size();
    int[] kept = IntStream.range(0, size).filter(keep).toArray();
    if (kept.length == size) {
      return this;
    }
    if (this instanceof MapDatum map) {
      return map.only(kept);
    }
    Atom[] elements = new Atom[kept.length];
    for (int i = 0; i < kept.length; i++) {
      elements[i] = key(kept[i]);
    }
    return SetDatum.normal(elements);
  }

  /** A set of these atoms, which must be of one type; equal ones count once. */
  static Datum set(Collection<? extends Atom> atoms) {
    return SetDatum.normal(atoms.toArray(Atom[]::new));
  }

  /** A map of these pairs, keys of one type and values of one type. */
  static MapDatum map(Map<? extends Atom, ? extends Atom> pairs) {
    return MapDatum.of(pairs);
  }

  /** The set without elements. */
  static Datum emptySet() {
    return SetDatum.EMPTY;
  }

  /**
   * Orders by size, then keys, then values: the order in which ovsdb-server compares whole datums.
   * Both must be of one column type.
   */
  static int compare(Datum left, Datum right) {
    int order = Integer.compare(left.size(), right.size());
    for (int i = 0; order == 0 && i < left.size(); i++) {
      order = left.key(i).compareTo(right.key(i));
    }
    if (left instanceof MapDatum leftMap && right instanceof MapDatum rightMap) {
      for (int i = 0; order == 0 && i < left.size(); i++) {
        order = leftMap.value(i).compareTo(rightMap.value(i));
      }
    }
    return order;
  }
}
