package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.ReferencePlace;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Deletes rows of tables that are no roots when no strong reference names them, and what only they
 * referred to. Rows that refer to each other in a circle stay.
 */
final class CollectGarbage implements CommitPhase {

  @Override
  public void run(WorkingCopy copy) {
    Deque<TouchedRow> garbage = new ArrayDeque<>();
    for (WorkingTable table : copy.tables()) {
      if (!table.schema().isRoot()) {
        for (TouchedRow row : table.touched()) {
          if (isGarbage(row)) {
            garbage.add(row);
          }
        }
      }
    }
    while (!garbage.isEmpty()) {
      TouchedRow row = garbage.remove();
      Row contents = row.after().orElseThrow();
      copy.table(row.table()).delete(contents);
      for (ReferencePlace place : copy.database().places().strong(row.table())) {
        Datum datum = contents.get(place.column());
        for (int i = 0; i < datum.size(); i++) {
          release(copy, row, place, place.reference(datum, i), garbage);
        }
      }
    }
  }

  private static boolean isGarbage(TouchedRow row) {
    return !row.table().isRoot() && !row.isDeleted() && row.strongReferences() == 0;
  }

  private static void release(
      WorkingCopy copy,
      TouchedRow source,
      ReferencePlace place,
      Uuid uuid,
      Deque<TouchedRow> garbage) {
    if (uuid.equals(source.uuid()) && place.target() == source.table()) {
      return;
    }
    TouchedRow target = copy.touch(place.target(), uuid).orElseThrow();
    target.addStrongReferences(-1);
    if (isGarbage(target)) {
      garbage.add(target);
    }
  }
}
