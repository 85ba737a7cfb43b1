package io.vtepd.ovsdb.monitor;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.DatumDiff;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the updates that a client reads into changes of what it knows. */
public final class RowUpdates {

  private RowUpdates() {}

  /**
   * The changes that the updates of one notification (at most one a row) make. Updates that leave a
   * row as it is make none.
   *
   * @throws OvsdbException {@code ovsdb error} if an update is about a row that is not there: the
   *     reader and the server do not agree any more, and the reader must begin again
   */
  public static ChangeSet changes(Snapshot before, List<RowUpdate> updates) throws OvsdbException {
    List<RowChange> changes = new ArrayList<>(updates.size());
    for (RowUpdate update : updates) {
      Optional<Row> row = before.row(update.table(), update.uuid());
      RowChange change =
          switch (update) {
            case RowUpdate.Put put -> put(row, put);
            case RowUpdate.Differ differ -> differ(present(row, update), differ);
            case RowUpdate.Delete delete -> RowChange.delete(delete.table(), present(row, update));
          };
      if (!isSame(change.before(), change.after())) {
        changes.add(change);
      }
    }
    return new ChangeSet(changes);
  }

  private static boolean isSame(Optional<Row> before, Optional<Row> after) {
    return before.isPresent()
        && after.isPresent()
        && before.get().sameColumns(after.get())
        && before.get().version().equals(after.get().version());
  }

  private static Row present(Optional<Row> row, RowUpdate update) throws OvsdbException {
    return row.orElseThrow(() ->
        OvsdbError.of(
                "ovsdb error",
                "update of row " + update.uuid() + " of " + update.table() + ", not there")
            .asException());
  }

  private static RowChange put(Optional<Row> row, RowUpdate.Put put) {
    Row base = row.orElseGet(() -> Row.ofDefaults(put.table(), put.uuid(), Uuid.ZERO));
    Row after = with(base, put.values());
    return row.isPresent()
        ? RowChange.modify(put.table(), row.get(), after)
        : RowChange.insert(put.table(), after);
  }

  private static RowChange differ(Row row, RowUpdate.Differ differ) {
    Map<ColumnSchema, Datum> values = new HashMap<>();
    differ
        .differences()
        .forEach((column, difference) ->
            values.put(
                column,
                DatumDiff.apply(row.get(column), difference, column.type().differsAsWhole())));
    return RowChange.modify(differ.table(), row, with(row, values));
  }

  /** {@code _uuid} cannot change; {@code _version} is the row's own when it is monitored. */
  private static Row with(Row row, Map<ColumnSchema, Datum> values) {
    Map<ColumnSchema, Datum> columns = new HashMap<>(values);
    columns.remove(ColumnSchema.ROW_UUID);
    Datum version = columns.remove(ColumnSchema.ROW_VERSION);
    return row.with(columns, version instanceof Uuid uuid ? uuid : row.version());
  }
}
