package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;

/** Refuses more rows in a table than its {@code maxRows}. */
final class CheckMaxRows implements CommitPhase {

  @Override
  public void run(WorkingCopy copy) throws OvsdbException {
    for (WorkingTable table : copy.tables()) {
      long most = table.schema().maxRows();
      if (table.rowCount() > most) {
        throw OvsdbError.constraint(
                "transaction causes \""
                    + table.schema()
                    + "\" table to contain "
                    + table.rowCount()
                    + " rows, greater than the schema-defined limit of "
                    + most
                    + " row(s)")
            .asException();
      }
    }
  }
}
