package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.value.Uuid;
import java.util.random.RandomGenerator;

/** Gives rows that were there and changed a new {@code _version} (RFC 7047 section 3.2). */
record AssignVersions(RandomGenerator random) implements CommitPhase {

  @Override
  public void run(WorkingCopy copy) {
    for (WorkingTable table : copy.tables()) {
      if (table.hasTouchedCommitted()) {
        for (TouchedRow row : table.touched()) {
          assign(row);
        }
      }
    }
  }

  private void assign(TouchedRow row) {
    if (!row.isInserted() && !row.isDeleted() && !row.isUnchanged()) {
      row.become(row.after().map(after -> after.withVersion(Uuid.random(random))));
    }
  }
}
