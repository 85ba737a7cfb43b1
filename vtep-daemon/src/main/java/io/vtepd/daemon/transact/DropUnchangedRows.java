package io.vtepd.daemon.transact;

/** Forgets rows that were written and hold what they held: they are no part of the commit. */
final class DropUnchangedRows implements CommitPhase {

  @Override
  public void run(WorkingCopy copy) {
    for (WorkingTable table : copy.tables()) {
      if (table.hasTouchedCommitted()) {
        for (TouchedRow row : table.touchedNow()) {
          if (row.isUnchanged()) {
            table.forget(row);
          }
        }
      }
    }
  }
}
