package io.vtepd.daemon.database;

import io.vtepd.ovsdb.value.Uuid;

/**
 * Positive counts by UUID; what is not here counts zero. Eight bytes a slot, for there may be a
 * million; the UUIDs are objects that rows share.
 *
 * <p>Linear probing; a removal moves later entries of its run up, so there are no tombstones.
 */
final class UuidCounts {

  private static final int FEWEST_SLOTS = 8;

  private Uuid[] uuids = new Uuid[FEWEST_SLOTS];
  private int[] counts = new int[FEWEST_SLOTS];
  private int size;

  /** The number of UUIDs whose count is not zero. */
  int size() {
    return size;
  }

  int get(Uuid uuid) {
    return counts[find(uuid)];
  }

  /** The object that stands for that UUID here, for others to share; itself if it is not here. */
  Uuid shared(Uuid uuid) {
    Uuid known = uuids[find(uuid)];
    return known == null ? uuid : known;
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
      uuids[slot] = uuid;
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

  /** Its slot, or the free one where it would go. */
  private int find(Uuid uuid) {
    int slot = home(uuid);
    while (uuids[slot] != null && !uuids[slot].equals(uuid)) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(Uuid uuid) {
    long mixed = (uuid.high() ^ Long.rotateLeft(uuid.low(), 31)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32) & (counts.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (counts.length - 1);
  }

  private void remove(int slot) {
    int hole = slot;
    free(hole);
    for (int at = next(hole); uuids[at] != null; at = next(at)) {
      int home = home(uuids[at]);
      // May it move into the hole? Only if its home is not between the hole and its slot.
      boolean between = hole <= at ? hole < home && home <= at : hole < home || home <= at;
      if (!between) {
        uuids[hole] = uuids[at];
        counts[hole] = counts[at];
        free(at);
        hole = at;
      }
    }
    size--;
  }

  private void free(int slot) {
    uuids[slot] = null;
    counts[slot] = 0;
  }

  private void grow() {
    Uuid[] oldUuids = uuids;
    int[] oldCounts = counts;
    uuids = new Uuid[2 * oldUuids.length];
    counts = new int[2 * oldCounts.length];
    for (int old = 0; old < oldCounts.length; old++) {
      if (oldCounts[old] > 0) {
        int slot = find(oldUuids[old]);
        uuids[slot] = oldUuids[old];
        counts[slot] = oldCounts[old];
      }
    }
  }
}
