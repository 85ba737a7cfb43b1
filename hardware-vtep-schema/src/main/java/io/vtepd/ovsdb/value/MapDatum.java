package io.vtepd.ovsdb.value;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Pairs with unique keys, in ascending order of the keys. */
public final class MapDatum implements Datum {

  /** The map without pairs. */
  public static final MapDatum EMPTY = new MapDatum(new Atom[0], new Atom[0]);

  private final Atom[] keys;
  private final Atom[] values;

  private MapDatum(Atom[] keys, Atom[] values) {
    this.keys = keys;
    this.values = values;
  }

  static MapDatum of(Map<? extends Atom, ? extends Atom> pairs) {
    if (pairs.isEmpty()) {
      return EMPTY;
    }
    Atom[] keys = pairs.keySet().toArray(Atom[]::new);
    Arrays.sort(keys);
    Atom[] values = new Atom[keys.length];
    for (int i = 0; i < keys.length; i++) {
      values[i] = pairs.get(keys[i]);
    }
    return new MapDatum(keys, values);
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public Atom key(int index) {
    return keys[index];
  }

  /** The value of the pair at that place. */
  public Atom value(int index) {
    return values[index];
  }

  @Override
  public int indexOfKey(Atom key) {
    return Arrays.binarySearch(keys, key);
  }

  /** The pairs at those places, which ascend. */
  MapDatum only(int[] places) {
    if (places.length == 0) {
      return EMPTY;
    }
    Atom[] someKeys = new Atom[places.length];
    Atom[] someValues = new Atom[places.length];
    for (int i = 0; i < places.length; i++) {
      someKeys[i] = keys[places[i]];
      someValues[i] = values[places[i]];
    }
    return new MapDatum(someKeys, someValues);
  }

  /** The value at that key. */
  public Optional<Atom> get(Atom key) {
    int index = indexOfKey(key);
    return index < 0 ? Optional.empty() : Optional.of(values[index]);
  }

  /** The pairs in ascending order of keys, in a map that the caller may change. */
  public Map<Atom, Atom> toMap() {
    Map<Atom, Atom> pairs = LinkedHashMap.newLinkedHashMap(keys.length);
    for (int i = 0; i < keys.length; i++) {
      pairs.put(keys[i], values[i]);
    }
    return pairs;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof MapDatum that
            && Arrays.equals(keys, that.keys)
            && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
