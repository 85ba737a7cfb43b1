package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;

/** Refuses to delete rows that strong references still name. */
final class KeepReferencedRows implements CommitPhase {

  @Override
  public void run(WorkingCopy copy) throws OvsdbException {
    for (WorkingTable table : copy.tables()) {
      if (table.hasTouchedCommitted()) {
        for (TouchedRow row : table.touched()) {
          check(row);
        }
      }
    }
  }

  private static void check(TouchedRow row) throws OvsdbException {
    if (row.isDeleted() && row.strongReferences() > 0) {
      throw OvsdbError.of(
              "referential integrity violation",
              "cannot delete "
                  + row.table()
                  + " row "
                  + row.uuid()
                  + " because of "
                  + row.strongReferences()
                  + " remaining reference(s)")
          .asException();
    }
  }
}
