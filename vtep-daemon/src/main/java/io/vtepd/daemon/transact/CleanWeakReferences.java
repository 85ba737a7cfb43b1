package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.ReferencePlace;
import io.vtepd.daemon.database.RowName;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes weak references to rows that do not exist: to deleted ones from the rows that referred to
 * them, and from the columns that the transaction wrote. A column that must not be empty refuses
 * the commit.
 */
final class CleanWeakReferences implements CommitPhase {

  @Override
  public void run(WorkingCopy copy) throws OvsdbException {
    Set<TouchedRow> bereft = touchSourcesOfDeleted(copy);
    for (WorkingTable table : copy.tables()) {
      List<ReferencePlace> places = copy.database().places().weak(table.schema());
      if (!places.isEmpty()) {
        for (TouchedRow row : table.touchedNow()) {
          clean(copy, row, places, bereft.contains(row));
        }
      }
    }
  }

  private static Set<TouchedRow> touchSourcesOfDeleted(WorkingCopy copy) {
    Database database = copy.database();
    Set<TouchedRow> bereft = new HashSet<>();
    for (WorkingTable table : copy.tables()) {
      if (table.hasTouchedCommitted()) {
        for (TouchedRow row : table.touchedNow()) {
          if (row.isDeleted()) {
            for (RowName source : database.weakSources(row.table(), row.uuid())) {
              copy.touch(source.table(), source.uuid()).ifPresent(bereft::add);
            }
          }
        }
      }
    }
    return bereft;
  }

  private static void clean(
      WorkingCopy copy, TouchedRow row, List<ReferencePlace> places, boolean bereft)
      throws OvsdbException {
    for (ReferencePlace place : places) {
      if (!row.isDeleted() && (bereft || isWritten(row, place.column()))) {
        clean(copy, row, place);
      }
    }
  }

  private static boolean isWritten(TouchedRow row, ColumnSchema column) {
    return row.isInserted()
        || !row.before().orElseThrow().get(column).equals(row.after().orElseThrow().get(column));
  }

  private static void clean(WorkingCopy copy, TouchedRow touched, ReferencePlace place)
      throws OvsdbException {
    Row row = touched.after().orElseThrow();
    ColumnSchema column = place.column();
    WorkingTable targets = copy.table(place.target());
    Datum before = row.get(column);
    Datum after = before.filter(i -> targets.row(place.reference(before, i)).isPresent());
    if (after.size() == before.size()) {
      return;
    }
    if (after.size() < column.type().min()) {
      throw OvsdbError.constraint(
              "Weak reference(s) in column \""
                  + column.name()
                  + "\" of \""
                  + touched.table()
                  + "\" row "
                  + touched.uuid()
                  + (touched.isInserted() ? " (inserted within this transaction)" : "")
                  + " name no row of table \""
                  + place.target()
                  + "\"; without them the column would be empty, which its type does not allow.")
          .asException();
    }
    copy.table(touched.table()).modify(row, row.with(column, after));
  }
}
