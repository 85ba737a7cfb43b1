package io.vtepd.daemon.transact;

/** Forgets rows that were written and hold what they held: they are no part of the commit. */
final class DropUnchangedRows implements CommitPhase {

  @Override
  public void run(WorkingCopy copy) {
    for (TouchedRow row : copy.touched()) {
      if (row.isUnchanged()) {
        copy.table(row.table()).forget(row);
      }
    }
  }
}
