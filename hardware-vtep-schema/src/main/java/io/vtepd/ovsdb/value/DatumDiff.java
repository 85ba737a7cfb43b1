package io.vtepd.ovsdb.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Differences between two values of a column, as {@code update2} notifications and {@code _is_diff}
 * records in a database file carry them (ovsdb-server(7), ovsdb(5)).
 *
 * <p>For a column that holds at most one element or pair the difference is the new value. For
 * larger sets it is the symmetric difference; for maps the removed pairs with their old value and
 * the added and changed pairs with their new one.
 */
public final class DatumDiff {

  private DatumDiff() {}

  /** The difference that {@link #apply} turns {@code before} into {@code after} with. */
  public static Datum between(Datum before, Datum after, boolean asWhole) {
    if (asWhole) {
      return after;
    }
    if (before instanceof MapDatum oldMap && after instanceof MapDatum newMap) {
      return betweenMaps(oldMap, newMap);
    }
    return symmetricDifference(before, after);
  }

  /** What {@code before} becomes by this difference. */
  public static Datum apply(Datum before, Datum diff, boolean asWhole) {
    if (asWhole) {
      return diff;
    }
    if (before instanceof MapDatum oldMap && diff instanceof MapDatum diffMap) {
      return applyToMap(oldMap, diffMap);
    }
    return symmetricDifference(before, diff);
  }

  private static Datum symmetricDifference(Datum left, Datum right) {
    List<Atom> only = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      int order =
          i == left.size() ? 1 : j == right.size() ? -1 : left.key(i).compareTo(right.key(j));
      if (order < 0) {
        only.add(left.key(i++));
      } else if (order > 0) {
        only.add(right.key(j++));
      } else {
        i++;
        j++;
      }
    }
    return Datum.set(only);
  }

  private static MapDatum betweenMaps(MapDatum before, MapDatum after) {
    Map<Atom, Atom> diff = new LinkedHashMap<>();
    for (int i = 0; i < before.size(); i++) {
      if (!after.containsKey(before.key(i))) {
        diff.put(before.key(i), before.value(i));
      }
    }
    for (int i = 0; i < after.size(); i++) {
      int at = before.indexOfKey(after.key(i));
      if (at < 0 || !before.value(at).equals(after.value(i))) {
        diff.put(after.key(i), after.value(i));
      }
    }
    return Datum.map(diff);
  }

  private static MapDatum applyToMap(MapDatum before, MapDatum diff) {
    Map<Atom, Atom> result = before.toMap();
    for (int i = 0; i < diff.size(); i++) {
      // An equal pair is a removal, anything else an addition or a change.
      if (!result.remove(diff.key(i), diff.value(i))) {
        result.put(diff.key(i), diff.value(i));
      }
    }
    return Datum.map(result);
  }
}
