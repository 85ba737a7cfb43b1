package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.ReferencePlace;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Optional;

/**
 * Counts the strong references that the transaction added and removed; each added one must name a
 * row. The rows that they name become touched ones. A row's references to itself do not count.
 */
final class CountStrongReferences implements CommitPhase {

  @Override
  public void run(WorkingCopy copy) throws OvsdbException {
    for (WorkingTable table : copy.tables()) {
      List<ReferencePlace> places = copy.database().places().strong(table.schema());
      if (!places.isEmpty()) {
        for (TouchedRow row : table.touchedNow()) {
          count(copy, row, places);
        }
      }
    }
  }

  private static void count(WorkingCopy copy, TouchedRow row, List<ReferencePlace> places)
      throws OvsdbException {
    for (ReferencePlace place : places) {
      count(copy, row, place, row.before(), row.after(), -1);
      count(copy, row, place, row.after(), row.before(), 1);
    }
  }

  /** Counts the references that one state of a row has and the other one has not. */
  private static void count(
      WorkingCopy copy,
      TouchedRow row,
      ReferencePlace place,
      Optional<Row> state,
      Optional<Row> other,
      int delta)
      throws OvsdbException {
    if (state.isEmpty()) {
      return;
    }
    Datum datum = state.get().get(place.column());
    Datum unlike = other.isPresent() ? other.get().get(place.column()) : Datum.emptySet();
    if (unlike.equals(datum)) {
      return;
    }
    for (int i = 0; i < datum.size(); i++) {
      if (!has(unlike, place, datum, i)) {
        add(copy, row, place, place.reference(datum, i), delta);
      }
    }
  }

  private static boolean has(Datum other, ReferencePlace place, Datum datum, int index) {
    int at = other.indexOfKey(datum.key(index));
    return at >= 0
        && (!place.inValues()
            || ((MapDatum) other).value(at).equals(((MapDatum) datum).value(index)));
  }

  private static void add(
      WorkingCopy copy, TouchedRow row, ReferencePlace place, Uuid target, int delta)
      throws OvsdbException {
    if (target.equals(row.uuid()) && place.target() == row.table()) {
      return;
    }
    Optional<TouchedRow> touched = copy.touch(place.target(), target);
    if (touched.isEmpty()) {
      throw OvsdbError.of(
              "referential integrity violation",
              "Table "
                  + row.table()
                  + " column "
                  + place.column().name()
                  + " row "
                  + row.uuid()
                  + " references nonexistent row "
                  + target
                  + " in table "
                  + place.target()
                  + ".")
          .asException();
    }
    touched.get().addStrongReferences(delta);
  }
}
