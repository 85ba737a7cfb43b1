package io.vtepd.daemon.database;

import io.vtepd.ovsdb.value.Uuid;

/**
 * Positive counts by UUID; what is not here counts zero. Twenty bytes a slot and no object, for
 * there may be a million.
 *
 * <p>Linear probing; a removal moves later entries of its run up, so there are no tombstones.
 */
final class UuidCounts {

  private static final int FEWEST_SLOTS = 8;

  private long[] uuids = new long[2 * FEWEST_SLOTS];
  private int[] counts = new int[FEWEST_SLOTS];
  private int size;

  /** The number of UUIDs whose count is not zero. */
  int size() {
    return size;
  }

  int get(Uuid uuid) {
    return counts[find(uuid)];
  }

  /**
   * Adds to the count and returns the new one.
   *
   * @throws IllegalStateException if it would be negative
   */
  int add(Uuid uuid, int delta) {
    int slot = find(uuid);
    int before = counts[slot];
    int count = Math.addExact(before, delta);
    if (count < 0) {
      throw new IllegalStateException("count of " + uuid + " below zero");
    }
    if (before == 0 && count > 0) {
      uuids[2 * slot] = uuid.high();
      uuids[2 * slot + 1] = uuid.low();
      counts[slot] = count;
      if (++size * 4L > counts.length * 3L) {
        grow();
      }
    } else if (before > 0 && count == 0) {
      remove(slot);
    } else {
      counts[slot] = count;
    }
    return count;
  }

  /** Visits every UUID whose count is not zero. */
  void forEach(Visitor visitor) {
    for (int slot = 0; slot < counts.length; slot++) {
      if (counts[slot] > 0) {
        visitor.visit(new Uuid(uuids[2 * slot], uuids[2 * slot + 1]), counts[slot]);
      }
    }
  }

  @FunctionalInterface
  interface Visitor {
    void visit(Uuid uuid, int count);
  }

  /** Its slot, or the free one where it would go. */
  private int find(Uuid uuid) {
    int slot = home(uuid.high(), uuid.low());
    while (counts[slot] > 0
        && (uuids[2 * slot] != uuid.high() || uuids[2 * slot + 1] != uuid.low())) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(long high, long low) {
    long mixed = (high ^ Long.rotateLeft(low, 31)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32) & (counts.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (counts.length - 1);
  }

  private void remove(int slot) {
    int hole = slot;
    counts[hole] = 0;
    for (int at = next(hole); counts[at] > 0; at = next(at)) {
      int home = home(uuids[2 * at], uuids[2 * at + 1]);
      // May it move into the hole? Only if its home is not between the hole and its slot.
      boolean between = hole <= at ? hole < home && home <= at : hole < home || home <= at;
      if (!between) {
        uuids[2 * hole] = uuids[2 * at];
        uuids[2 * hole + 1] = uuids[2 * at + 1];
        counts[hole] = counts[at];
        counts[at] = 0;
        hole = at;
      }
    }
    size--;
  }

  private void grow() {
    long[] oldUuids = uuids;
    int[] oldCounts = counts;
    uuids = new long[2 * oldUuids.length];
    counts = new int[2 * oldCounts.length];
    for (int old = 0; old < oldCounts.length; old++) {
      if (oldCounts[old] > 0) {
        int slot = find(new Uuid(oldUuids[2 * old], oldUuids[2 * old + 1]));
        uuids[2 * slot] = oldUuids[2 * old];
        uuids[2 * slot + 1] = oldUuids[2 * old + 1];
        counts[slot] = oldCounts[old];
      }
    }
  }
}
