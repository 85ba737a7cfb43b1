package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.IndexKey;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses rows with the values of another row in a unique index. */
final class CheckUniqueIndexes implements CommitPhase {

  @Override
  public void run(WorkingCopy copy) throws OvsdbException {
    for (WorkingTable table : copy.tables()) {
      List<List<ColumnSchema>> indexes = table.schema().indexes();
      for (int i = 0; i < indexes.size(); i++) {
        for (TouchedRow row : table.touched()) {
          if (!row.isDeleted() && isWritten(row, indexes.get(i))) {
            check(table, i, row.after().orElseThrow());
          }
        }
      }
    }
  }

  private static boolean isWritten(TouchedRow row, List<ColumnSchema> columns) {
    if (row.isInserted()) {
      return true;
    }
    Row before = row.before().orElseThrow();
    Row after = row.after().orElseThrow();
    if (before == after) {
      return false;
    }
    for (ColumnSchema column : columns) {
      if (!before.get(column).equals(after.get(column))) {
        return true;
      }
    }
    return false;
  }

  private static void check(WorkingTable table, int index, Row row) throws OvsdbException {
    List<ColumnSchema> columns = table.schema().indexes().get(index);
    List<Row> same = new ArrayList<>();
    table.findByIndex(index, IndexKey.of(row, columns), same::add);
    for (Row other : same) {
      if (!other.uuid().equals(row.uuid())) {
        throw OvsdbError.constraint(describe(table, columns, row, other)).asException();
      }
    }
  }

  private static String describe(
      WorkingTable table, List<ColumnSchema> columns, Row row, Row other) {
    String values =
        columns.stream()
            .map(column -> column.name() + " " + row.get(column))
            .collect(Collectors.joining(", "));
    String names = columns.stream().map(ColumnSchema::name).collect(Collectors.joining(", "));
    return "Transaction causes multiple rows in \""
        + table.schema()
        + "\" table to have identical values ("
        + values
        + ") for index on "
        + names
        + ": row "
        + row.uuid()
        + " and row "
        + other.uuid()
        + ".";
  }
}
