package io.vtepd.ovsdb.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Members of an object, in the order in which they came. Immutable, and made for the few members
 * that nearly every object of OVSDB has: one array, looked through from its beginning.
 */
final class MemberMap extends AbstractMap<String, Json> {

  /** With more members an index pays. */
  private static final int MOST_MEMBERS = 8;

  private final Object[] slots;

  private MemberMap(Object[] slots) {
    this.slots = slots;
  }

  /** A copy, or the map itself if it is one that cannot change. */
  static Map<String, Json> copyOf(Map<String, Json> members) {
    return members instanceof MemberMap
        ? members
        : Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * An object's members; of equal names the last counts, at the place of the first.
   *
   * @param slots names and values in turns, from {@code from} to {@code to}
   */
  static Map<String, Json> of(Object[] slots, int from, int to) {
    int count = (to - from) / 2;
    if (count > MOST_MEMBERS || hasRepeats(slots, from, to)) {
      Map<String, Json> members = LinkedHashMap.newLinkedHashMap(count);
      for (int i = from; i < to; i += 2) {
        members.put((String) slots[i], (Json) slots[i + 1]);
      }
      return Collections.unmodifiableMap(members);
    }
    Object[] own = new Object[to - from];
    System.arraycopy(slots, from, own, 0, own.length);
    return new MemberMap(own);
  }

  private static boolean hasRepeats(Object[] slots, int from, int to) {
    for (int i = from + 2; i < to; i += 2) {
      for (int j = from; j < i; j += 2) {
        if (slots[i].equals(slots[j])) {
          return true;
        }
      }
    }
    return false;
  }

  private String name(int index) {
    return (String) slots[2 * index];
  }

  private Json value(int index) {
    return (Json) slots[2 * index + 1];
  }

  @Override
  public int size() {
    return slots.length / 2;
  }

  @Override
  public Json get(Object name) {
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i].equals(name)) {
        return (Json) slots[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, Json>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Json>> iterator() {
        return new Members();
      }

      @Override
      public int size() {
        return MemberMap.this.size();
      }
    };
  }

  private final class Members implements Iterator<Map.Entry<String, Json>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size();
    }

    @Override
    public Map.Entry<String, Json> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int index = next++;
      return Map.entry(name(index), value(index));
    }
  }
}
